import { findEngine } from "../engine/find.mjs";
import { build } from "./build.mjs";
import { installNpmPackages } from "./npmPackages.mjs";

/**
 * All that a checkout needs before anything can run: npm packages, dist/ and the Pulumi engine.
 * @param {import("../run/steps.mjs").Steps} steps
 */
export async function setUp(steps) {
  await installNpmPackages(steps);
  await build(steps);
  return findEngine({ steps });
}

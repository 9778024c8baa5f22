/** Tests run from the TypeScript sources; host and end-to-end tests use what `npm run build` made of them. */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/tests"],
  testMatch: ["**/*.test.ts"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  modulePathIgnorePatterns: ["<rootDir>/dist/"],
  coverageProvider: "v8",
  collectCoverageFrom: ["provider/**/*.ts", "emulator/**/*.ts"],
  testTimeout: 30_000,
};

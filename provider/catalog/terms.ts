/** A document that a customer accepts with an order. */
export interface Terms {
  readonly name: string;
  readonly version: string;
}

/** What `acceptTerms` accepts: the vendor's documents in the versions that this release knows. */
export const terms: readonly Terms[] = [
  { name: "Webportal Terms", version: "1.0.1" },
  { name: "Service Description Managed Service DBaaS", version: "1.0.5" },
  { name: "SLA", version: "2.2.1" },
  { name: "Special Contractual Terms", version: "3.6" },
  { name: "Data Processing Agreement (Art. 28 GDPR)", version: "1.8.0" },
  { name: "General Terms and Conditions", version: "2.12.0" },
];

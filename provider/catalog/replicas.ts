/** The most read replicas that an engine with replicas can have. */
export const maxReadReplicas = 3;

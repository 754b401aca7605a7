/** Settings of the house's are nobody else's, and names of this kind are those of secrets. */
const PRIVATE = /^SOTHEBAIS_|KEY|SECRET|TOKEN|PASS|CREDENTIAL|BEARER/i;

/**
 * What of the house's environment a program that it starts is given: anybody who may look at that
 * program reads it there, and a browser or an encoder needs no key.
 */
export function plainEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !PRIVATE.test(name)));
}

/** What the modules (background, popup, options, welcome) use that TypeScript's own declarations lack. */

/** Of an outcome's many shapes, the members that are looked at one by one: whatever came over the wire. */
type FromOutside = { readonly [name: string]: unknown };

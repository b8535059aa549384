/**
 * The headers of every response, pages, errors and files alike (OWASP Secure Headers). Pure: proxy.ts and defineRoute
 * pass what they know.
 * @param options.nonce of this response's scripts; without it (a file, a JSON answer) nothing at all may run.
 * @param options.secure the portal is served over TLS.
 * @param options.development React's refresh evaluates code, and the tools of Next write style elements.
 */
export function securityHeaders(options: {
  nonce?: string;
  secure: boolean;
  development: boolean;
}): [name: string, value: string][] {
  const { nonce, secure, development } = options;
  const scripts = nonce ? `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}` : "'none'";
  const policy = [
    nonce ? "default-src 'self'" : "default-src 'none'",
    `script-src ${scripts}`,
    // Style attributes carry sizes and positions that only the server knows; style elements need the nonce, except the
    // ones that Next's development tools write.
    nonce ? `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}` : "style-src 'none'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
  return [
    ["Content-Security-Policy", policy],
    ["X-Content-Type-Options", "nosniff"],
    ["X-Frame-Options", "DENY"],
    ["Referrer-Policy", "same-origin"],
    ["Cross-Origin-Opener-Policy", "same-origin"],
    ["Cross-Origin-Resource-Policy", "same-origin"],
    ["Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"],
    // Two years, as the preload list asks; only said where TLS is there.
    ...(secure ? ([["Strict-Transport-Security", "max-age=63072000; includeSubDomains"]] as [string, string][]) : []),
  ];
}

/** The address that was meant: https unless another safe scheme is said, mailto for «nom@exemple.fr». Null when none is. */
export function completeAddress(text: string): string | null {
  const address = text.trim();
  if (/^mailto:[^\s]+@[^\s]+$/i.test(address)) return address;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(address)) return `mailto:${address}`;
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`);
    return /^https?:$/.test(url.protocol) && url.hostname.includes(".") ? url.href : null;
  } catch {
    return null;
  }
}

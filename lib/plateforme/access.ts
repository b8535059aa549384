import type { PlatformAdministrator } from "@/lib/auth/platform";

/** Does it administer what stands directly under this organisation? Null, above them all, is the platform's own. */
export function reaches(administrator: PlatformAdministrator, organizationId: string | null): boolean {
  if (administrator.isWide) return true;
  return organizationId !== null && administrator.organizationIds.includes(organizationId);
}

/** May it rename and move this organisation? Those it was itself named for belong to whoever stands above. */
export function mayEditOrganization(administrator: PlatformAdministrator, organizationId: string): boolean {
  const isOwn = administrator.roots.some(({ id }) => id === organizationId);
  return administrator.isWide || (!isOwn && administrator.organizationIds.includes(organizationId));
}

"use server";

import { definePlatformAction } from "@/lib/actions/define-platform-action";
import {
  addAdministrator,
  closeSchool,
  createOrganization,
  createSchool,
  endAdministrator,
  inviteToSchool,
  renewAdministrator,
  renewInvite,
  reopenSchool,
  saveOrganization,
  saveSchool,
} from "./commands";
import {
  addAdministratorInput,
  administratorInput,
  createOrganizationInput,
  createSchoolInput,
  inviteInput,
  renewInviteInput,
  saveOrganizationInput,
  saveSchoolInput,
  schoolStateInput,
} from "./schema";

export const createOrganizationAction = definePlatformAction({
  name: "plateforme.organization.create",
  input: createOrganizationInput,
  run: createOrganization,
});

export const saveOrganizationAction = definePlatformAction({
  name: "plateforme.organization.save",
  input: saveOrganizationInput,
  run: saveOrganization,
});

export const createSchoolAction = definePlatformAction({
  name: "plateforme.school.create",
  input: createSchoolInput,
  run: createSchool,
  to: ({ schoolId }) => `/plateforme/etablissements/${schoolId}`,
});

export const saveSchoolAction = definePlatformAction({
  name: "plateforme.school.save",
  input: saveSchoolInput,
  run: saveSchool,
});

export const closeSchoolAction = definePlatformAction({
  name: "plateforme.school.close",
  input: schoolStateInput,
  run: closeSchool,
});

export const reopenSchoolAction = definePlatformAction({
  name: "plateforme.school.reopen",
  input: schoolStateInput,
  run: reopenSchool,
});

export const inviteAction = definePlatformAction({
  name: "plateforme.person.invite",
  input: inviteInput,
  run: inviteToSchool,
});

export const renewInviteAction = definePlatformAction({
  name: "plateforme.person.renew-code",
  input: renewInviteInput,
  run: renewInvite,
});

export const addAdministratorAction = definePlatformAction({
  name: "plateforme.administrator.add",
  input: addAdministratorInput,
  run: addAdministrator,
});

export const renewAdministratorAction = definePlatformAction({
  name: "plateforme.administrator.renew-code",
  input: administratorInput,
  run: renewAdministrator,
});

export const endAdministratorAction = definePlatformAction({
  name: "plateforme.administrator.end",
  input: administratorInput,
  run: endAdministrator,
});

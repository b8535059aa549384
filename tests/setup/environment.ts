import { FROZEN_CLOCK } from "@/tests/setup/clock";

// Before any module of the application reads its environment.
process.env.PREAU_CLOCK = FROZEN_CLOCK;
process.env.LOG_LEVEL = "silent";
process.env.TZ = "UTC";

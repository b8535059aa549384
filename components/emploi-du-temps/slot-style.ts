import "react";

declare module "react" {
  interface CSSProperties {
    /** Places of a timetable, in minutes since midnight; emploi-du-temps.css turns them into lengths. */
    "--from"?: number;
    "--until"?: number;
    "--start"?: number;
    "--end"?: number;
    "--lane"?: number;
    "--lanes"?: number;
    "--days"?: number;
  }
}

import { Drawing, type DrawingProps } from "@/components/ui/illustrations/drawing";

/** The covered playground in the morning: a roof on its posts, the sun in its shelter, a bench, a satchel, a ball. */
export function Courtyard(props: DrawingProps) {
  return (
    <Drawing viewBox="0 0 320 200" {...props}>
      <path d="M14 168c86-6 206-6 292 0v22c-90 7-202 7-292 0z" fill="var(--sun-soft)" stroke="none" />
      <path d="M118 167a44 44 0 0 1 88 0z" fill="var(--sun)" stroke="none" />
      <path
        d="M162 108V92M194 117l8-13M130 117l-8-13M216 140l14-8M108 140l-14-8"
        stroke="var(--sun)"
        strokeWidth="4.500"
      />
      <path d="M22 78 300 26l4 14L26 92z" fill="var(--primary)" stroke="none" />
      <path d="M22 78 300 26l4 14L26 92z" />
      <path d="m60 71 4 13M104 62l4 14M148 54l4 14M192 46l4 14M236 38l4 14M280 30l4 13" strokeWidth="2" />
      <path d="M50 88v80M276 46v122" strokeWidth="6" />
      <path d="M50 112 66 85M276 74l-16-25" strokeWidth="4" />
      <path d="M14 168c86-6 206-6 292 0" />
      <path d="M206 150h50M206 150v18M256 150v18M202 144h58v6h-58z" fill="var(--surface)" />
      <path d="M226 144v-14c0-4 2-6 6-6h12c4 0 6 2 6 6v14z" fill="var(--danger-soft)" />
      <path d="M234 124v-4h8v4M226 133h24" strokeWidth="2" />
      <circle cx="84" cy="160" fill="var(--primary-soft)" r="10" />
      <path d="M74 160c6-4 14-4 20 0M84 150c-4 6-4 14 0 20" strokeWidth="2" />
      <path d="M30 40c6-6 12-6 16 0 4-6 10-6 16 0M72 24c4-4 8-4 11 0 3-4 7-4 11 0" strokeWidth="2" />
    </Drawing>
  );
}

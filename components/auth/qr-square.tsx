/** A square to scan. Dark on white in every theme, with the margin that readers need: four modules (ISO/IEC 18004). */
export function QrSquare({ square, label }: { square: readonly (readonly boolean[])[]; label: string }) {
  const size = square.length;
  const dark = square.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg
      aria-label={label}
      className="w-full max-w-56 rounded-md"
      role="img"
      shapeRendering="crispEdges"
      viewBox={`-4 -4 ${size + 8} ${size + 8}`}
    >
      <rect fill="#fff" height={size + 8} width={size + 8} x={-4} y={-4} />
      <path d={dark} fill="#000" />
    </svg>
  );
}

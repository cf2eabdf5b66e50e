/** A little map: not the real streets (that would need the network), but the same for the same place. */
import { drawing } from "./drawing";
import { createDraws, seedOf } from "./seed";

const width = 264;
const height = 132;

/** Streets, a park and water around the middle, where the pin goes; colours come from the style sheet's classes. */
export function mapDrawing(place: string): SVGSVGElement {
  const draw = createDraws(seedOf(place));
  const between = (low: number, high: number): number => low + draw() * (high - low);
  const svg = drawing("svg", {
    viewBox: `0 0 ${width} ${height}`,
    preserveAspectRatio: "xMidYMid slice",
    "aria-hidden": "true",
  });
  const line = (name: string, d: string): void => svg.append(drawing("path", { class: name, d }));

  // A grid turned about the middle reads as a town; it reaches past every edge.
  const town = drawing("g", { transform: `rotate(${Math.round(between(-35, 35))} ${width / 2} ${height / 2})` });
  const streets = (name: string, step: number): void => {
    for (let x = -80 + between(0, step); x < width + 80; x += step * between(0.7, 1.3)) {
      town.append(drawing("path", { class: name, d: `M${x.toFixed(1)} -120V${height + 120}` }));
    }
    for (let y = -110 + between(0, step); y < height + 110; y += step * between(0.7, 1.3)) {
      town.append(drawing("path", { class: name, d: `M-80 ${y.toFixed(1)}H${width + 80}` }));
    }
  };
  const park = { x: between(-20, 40), y: between(0, 60), width: between(60, 90), height: between(44, 70) };
  town.append(
    drawing("rect", {
      class: "map-park",
      rx: "6",
      ...Object.fromEntries(Object.entries(park).map(([name, value]) => [name, value.toFixed(1)])),
    }),
  );
  streets("map-lane", 26);
  streets("map-street", 68);
  svg.append(town);
  const bank = between(190, 235);
  line("map-water", `M${bank} -10C${bank - 50} 40 ${bank + 55} 80 ${bank - 15} ${height + 10}H${width + 10}V-10Z`);
  return svg;
}

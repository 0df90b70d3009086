package org.entresol.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A picture of some curves, as SVG: both axes are logarithmic, and each curve has its name at its
 * end. It is dark where the page is.
 *
 * @param title what it shows
 * @param across what is told from left to right
 * @param up what is told upwards
 * @param curves what is drawn; none has a number that is not above 0
 */
record Curves(String title, String across, String up, List<Curve> curves) {
  private static final int LEFT = 70;
  private static final int RIGHT = 500;
  private static final int TOP = 50;
  private static final int BOTTOM = 320;
  private static final int LINE = 16;
  private static final List<String> COLOURS =
      List.of("#8c959f", "#2da44e", "#0969da", "#d4793b", "#8250df", "#e3b341");
  private static final String PAGE =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 380" width="760" height="380" role="img"
           aria-labelledby="title" font-family="sans-serif" font-size="13">
        <title id="title">%s</title>
        <style>
          text { fill: #24292f } .grid { stroke: #d0d7de } .middle { text-anchor: middle } .end { text-anchor: end }
          @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .grid { stroke: #30363d } }
        </style>
        <text x="20" y="24" font-weight="bold">%s</text>
        <text x="20" y="42">%s</text>
        <text class="middle" x="%d" y="365">%s</text>
      %s</svg>
      """;

  /**
   * One curve.
   *
   * @param points from left to right
   */
  record Curve(String name, List<Point> points) {
    private Point end() {
      return points.get(points.size() - 1);
    }
  }

  /** One point of a curve, of two numbers above 0. */
  record Point(double across, double up) {}

  /** Returns the picture. */
  String svg() {
    Axis x = Axis.of(curves.stream().flatMap(c -> c.points.stream()).mapToDouble(Point::across));
    Axis y = Axis.of(curves.stream().flatMap(c -> c.points.stream()).mapToDouble(Point::up));
    StringBuilder text = new StringBuilder();
    for (double mark : x.marks()) {
      double at = x.place(mark, LEFT, RIGHT);
      text.append(grid(at, TOP, at, BOTTOM)).append(label("middle", at, BOTTOM + 18, mark));
    }
    for (double mark : y.marks()) {
      double at = y.place(mark, BOTTOM, TOP);
      text.append(grid(LEFT, at, RIGHT, at)).append(label("end", LEFT - 8, at + 4, mark));
    }
    for (Curve curve : curves) {
      text.append(drawn(curve, x, y));
    }
    text.append(names(x, y));
    return PAGE.formatted(title, title, up, (LEFT + RIGHT) / 2, across, text);
  }

  /** From one power of ten to another. */
  private record Axis(int first, int last) {
    static Axis of(DoubleStream numbers) {
      double[] sorted = numbers.sorted().toArray();
      int first = (int) Math.floor(Math.log10(sorted[0]));
      return new Axis(
          first, Math.max(first + 1, (int) Math.ceil(Math.log10(sorted[sorted.length - 1]))));
    }

    List<Double> marks() {
      List<Double> marks = new ArrayList<>();
      for (int power = first; power <= last; power++) {
        marks.add(Math.pow(10, power));
      }
      return marks;
    }

    double place(double number, double from, double to) {
      return from + (to - from) * (Math.log10(number) - first) / (last - first);
    }
  }

  private String drawn(Curve curve, Axis x, Axis y) {
    StringBuilder points = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (Point point : curve.points()) {
      double across = x.place(point.across(), LEFT, RIGHT);
      double up = y.place(point.up(), BOTTOM, TOP);
      points.append(line(" %.1f,%.1f", across, up));
      dots.append(
          line(
              "  <circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n",
              across, up, colour(curve)));
    }
    return line(
            "  <polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>%n",
            colour(curve), points.substring(1))
        + dots;
  }

  private String colour(Curve curve) {
    return COLOURS.get(curves.indexOf(curve) % COLOURS.size());
  }

  /** The names at the ends of the curves, the highest first; none covers another. */
  private String names(Axis x, Axis y) {
    StringBuilder text = new StringBuilder();
    double free = 0;
    List<Curve> sorted = new ArrayList<>(curves);
    sorted.sort(Comparator.comparingDouble(curve -> -curve.end().up()));
    for (Curve curve : sorted) {
      double across = x.place(curve.end().across(), LEFT, RIGHT);
      double up = Math.max(free, y.place(curve.end().up(), BOTTOM, TOP));
      text.append(
          line(
              "  <text x=\"%.1f\" y=\"%.1f\" style=\"fill:%s\">%s</text>%n",
              across + 10, up + 4, colour(curve), curve.name()));
      free = up + LINE;
    }
    return text.toString();
  }

  private static String grid(double x1, double y1, double x2, double y2) {
    return line(
        "  <line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
        x1, y1, x2, y2);
  }

  private static String label(String side, double x, double y, double number) {
    return line(
        "  <text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
        side, x, y, number < 1 ? String.valueOf(number) : line("%,.0f", number));
  }

  private static String line(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}

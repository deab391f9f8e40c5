package dev.sluice.benchmarks.compare.report;

import dev.sluice.benchmarks.compare.load.Axis;
import java.util.List;

/**
 * What a run along the axes found.
 *
 * @param report every load of it
 * @param points which load is where on which axis
 */
public record Scaling(Report report, List<Axis.Point> points) {

    public List<Axis> axes() {
        return points.stream().map(Axis.Point::axis).distinct().toList();
    }

    /** Those of an axis, from the left. */
    public List<Axis.Point> on(Axis axis) {
        return points.stream().filter(point -> point.axis() == axis).toList();
    }

    /** As it stands in the JSON file: the places by the id of their load, and the report. */
    public Json json() {
        return new Json(
                points.stream()
                        .map(point -> new Json.Place(
                                point.axis().title(),
                                point.x(),
                                point.workload().id()))
                        .toList(),
                JsonReport.of(report));
    }

    /** @see #json() */
    public record Json(List<Place> points, JsonReport report) {
        /** @param workload the id by which the report's results name it */
        public record Place(String axis, int x, String workload) {}
    }
}

package dev.zstandby.config;

import dev.zstandby.config.Checked.Text;
import dev.zstandby.config.Checked.Values;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

/** Finds the mistakes that one value alone does not show. */
final class CrossCheck {
    private CrossCheck() {}

    static void check(Values file, Mistakes mistakes) {
        peersAreOthers(file, mistakes);
        datasetsAreDistinct(file.in(Keys.DATASETS), mistakes);
    }

    private static void peersAreOthers(Values file, Mistakes mistakes) {
        file.text(Keys.NODE.name()).map(Text::text).ifPresent(node -> {
            Values self = file.in(Keys.PEERS).sections().get(node);
            if (self != null) {
                mistakes.add(
                        self.key(),
                        "the peer " + Shown.quoted(node) + " is this node itself.",
                        "List the other nodes only, or correct \"node\".");
            }
        });
    }

    private static void datasetsAreDistinct(Values datasets, Mistakes mistakes) {
        var firstByDataset = new HashMap<String, Listed>();
        for (Listed next : listed(Place.FILE.below(Keys.DATASETS.name()), datasets)) {
            Listed first = firstByDataset.putIfAbsent(next.dataset(), next);
            if (first != null) {
                mistakes.add(
                        next.at(),
                        next.place() + " names the dataset " + Shown.quoted(next.dataset()) + " a second time.",
                        "It is " + first.place() + " on line " + first.at().line()
                                + " already; leave out what has no dataset of its own.");
            }
        }
    }

    private static List<Listed> listed(Place place, Values values) {
        return values.byName().entrySet().stream()
                .flatMap(entry -> switch (entry.getValue()) {
                    case Text text -> Stream.of(new Listed(place.below(entry.getKey()), text.at(), text.text()));
                    case Values below -> listed(place.below(entry.getKey()), below).stream();
                })
                .toList();
    }

    private record Listed(Place place, Position at, String dataset) {}
}

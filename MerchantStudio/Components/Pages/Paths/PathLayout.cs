using System.Globalization;
using MerchantStudio.Core.Analytics.Paths;

namespace MerchantStudio.Components.Pages.Paths;

/// <param name="Link">Address of the same page about this event; null for what is no event.</param>
public sealed record PathBox(double X, double Y, double Height, string Name, string Share, string Count, string Kind, string? Link);

/// <param name="Outline">SVG path data of the filled band.</param>
public sealed record PathBand(string Outline, string Text);

/// <summary>
/// Where the boxes and bands of a flow drawing (Sankey 1898) stand. Heights are visits to one scale; a column is a distance from
/// the step.
/// </summary>
public sealed record PathLayout(double Width, double Height, IReadOnlyList<PathBox> Boxes, IReadOnlyList<PathBand> Bands)
{
    public const double BoxWidth = 10;
    private const double ColumnWidth = 235;
    private const double Drawn = 380;
    private const double Gap = 26;
    private const double Top = 16;

    public static PathLayout Of(PathReport report, Func<string, string> name, Func<int, string> count, Func<int, string> share, Func<string, string?> link)
    {
        var first = report.Nodes.Count == 0 ? 0 : report.Nodes.Min(node => node.Distance);
        var last = report.Nodes.Count == 0 ? 0 : report.Nodes.Max(node => node.Distance);
        var scale = Drawn / Math.Max(1, report.Visits);
        var places = new Dictionary<(int, string), (double X, double Y, double Height)>();
        var height = 0.0;
        foreach (var column in report.Nodes.GroupBy(node => node.Distance))
        {
            var y = Top;
            foreach (var node in column.OrderBy(node => node.Event is PathEnds.Start or PathEnds.End).ThenByDescending(node => node.Visits))
            {
                var tall = Math.Max(1, node.Visits * scale);
                places[(node.Distance, node.Event)] = ((node.Distance - first) * ColumnWidth, y, tall);
                y += tall + Gap;
            }
            height = Math.Max(height, y);
        }
        var boxes = report.Nodes.Select(node => Box(node, places[(node.Distance, node.Event)], name, count, share, link)).ToList();
        return new PathLayout(((last - first) * ColumnWidth) + BoxWidth + 190, height, boxes, BandsOf(report, places, scale, name, count));
    }

    private static PathBox Box(PathNode node, (double X, double Y, double Height) place, Func<string, string> name, Func<int, string> count, Func<int, string> share, Func<string, string?> link) => new(
        place.X, place.Y, place.Height, name(node.Event), share(node.Visits), count(node.Visits), node.Distance == 0 ? "step" : node.Event is PathEnds.End ? "end" : PathEnds.Is(node.Event) ? "other" : "event", link(node.Event));

    private static List<PathBand> BandsOf(
        PathReport report, Dictionary<(int, string), (double X, double Y, double Height)> places, double scale, Func<string, string> name, Func<int, string> count)
    {
        var (outOf, into) = (new Dictionary<(int, string), double>(), new Dictionary<(int, string), double>());
        var bands = new List<PathBand>();
        // Bands leave and arrive in the order of the boxes at their other end, so that they cross as little as can be.
        foreach (var link in report.Links.OrderBy(link => link.Distance).ThenBy(link => places[(link.Distance + 1, link.To)].Y).ThenBy(link => places[(link.Distance, link.From)].Y))
        {
            var (from, to) = (places[(link.Distance, link.From)], places[(link.Distance + 1, link.To)]);
            var width = Math.Max(1, link.Visits * scale);
            var y1 = from.Y + outOf.GetValueOrDefault((link.Distance, link.From));
            var y2 = to.Y + into.GetValueOrDefault((link.Distance + 1, link.To));
            outOf[(link.Distance, link.From)] = outOf.GetValueOrDefault((link.Distance, link.From)) + width;
            into[(link.Distance + 1, link.To)] = into.GetValueOrDefault((link.Distance + 1, link.To)) + width;
            var (x1, x2) = (from.X + BoxWidth, to.X);
            bands.Add(new PathBand(Outline(x1, y1, x2, y2, width), $"{name(link.From)} → {name(link.To)}: {count(link.Visits)}"));
        }
        return bands;
    }

    private static string Outline(double x1, double y1, double x2, double y2, double width)
    {
        var middle = (x1 + x2) / 2;
        return string.Create(CultureInfo.InvariantCulture,
            $"M{x1:0.#} {y1:0.#}C{middle:0.#} {y1:0.#} {middle:0.#} {y2:0.#} {x2:0.#} {y2:0.#}V{y2 + width:0.#}C{middle:0.#} {y2 + width:0.#} {middle:0.#} {y1 + width:0.#} {x1:0.#} {y1 + width:0.#}Z");
    }
}

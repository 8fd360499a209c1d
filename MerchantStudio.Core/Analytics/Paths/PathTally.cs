using System.Runtime.CompilerServices;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Paths;

/// <summary>Follows visits one by one. Not safe for several threads.</summary>
internal sealed class PathTally(int depth)
{
    // An event, or the start or the end of the visit.
    private const int Codes = 258;
    private readonly int[] _nodes = new int[((2 * depth) + 1) * Codes];
    private readonly int[] _links = new int[2 * depth * Codes * Codes];
    private readonly List<int> _touchedNodes = [];
    private readonly List<int> _touchedLinks = [];
    private PathCounts _counts = new();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public PathCounts Count(VisitTrails trails, Range visits, InteractionKind? step)
    {
        for (var visit = visits.Start.Value; visit < visits.End.Value; visit++)
        {
            var anchor = trails.AnchorOf(visit, step);
            if (anchor >= 0)
            {
                _counts.Visits++;
                Follow(trails.EventsOf(visit), anchor);
            }
        }
        return Take();
    }

    // What was added since the last call.
    private PathCounts Take()
    {
        foreach (var at in _touchedNodes)
        {
            _counts.Nodes.Add(((at / Codes) - depth, Event(at % Codes)), _nodes[at]);
            _nodes[at] = 0;
        }
        foreach (var at in _touchedLinks)
        {
            _counts.Links.Add(((at / Codes / Codes) - depth, Event(at / Codes % Codes), Event(at % Codes)), _links[at]);
            _links[at] = 0;
        }
        _touchedNodes.Clear();
        _touchedLinks.Clear();
        var taken = _counts;
        _counts = new PathCounts();
        return taken;
    }

    private void Follow(ReadOnlySpan<byte> path, int anchor)
    {
        CountNode(0, Code(path[anchor]));
        var next = Code(path[anchor]);
        for (var distance = -1; distance >= -depth && next != Code(PathCounts.Start); distance--)
        {
            var at = anchor + distance >= 0 ? Code(path[anchor + distance]) : Code(PathCounts.Start);
            CountNode(distance, at);
            CountLink(distance, at, next);
            next = at;
        }
        var before = Code(path[anchor]);
        for (var distance = 1; distance <= depth && before != Code(PathCounts.End); distance++)
        {
            var at = anchor + distance < path.Length ? Code(path[anchor + distance]) : Code(PathCounts.End);
            CountNode(distance, at);
            CountLink(distance - 1, before, at);
            before = at;
        }
    }

    private void CountNode(int distance, int code) => Count(_nodes, _touchedNodes, ((distance + depth) * Codes) + code);

    private void CountLink(int distance, int from, int to) => Count(_links, _touchedLinks, ((((distance + depth) * Codes) + from) * Codes) + to);

    private static void Count(int[] counts, List<int> touched, int at)
    {
        if (counts[at]++ == 0)
        {
            touched.Add(at);
        }
    }

    private static int Code(short kind) => kind + 2;

    private static short Event(int code) => (short)(code - 2);
}

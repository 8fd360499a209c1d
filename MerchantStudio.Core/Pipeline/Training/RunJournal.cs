using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>
/// What a run says while it goes on: the end of its log and the points of its curves. Kept in memory for those who watch,
/// and handed over in portions to be stored. Both are bounded.
/// </summary>
internal sealed class RunJournal(long runId, TimeProvider time)
{
    public const int TailLines = 200;
    private const int MostLines = 5_000;

    // After each so many points of a curve, half as many of those that follow are kept: a long run's curve goes on to its end.
    private const int PointsPerHalving = 2_000;

    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = new();
    private readonly List<CurvePoint> _curve = [];
    private readonly Dictionary<(string Series, int Step), int> _places = [];
    private readonly Dictionary<string, int> _kept = new(StringComparer.Ordinal);
    private readonly List<RunLogLine> _unsavedLines = [];
    private readonly List<RunMetric> _unsavedPoints = [];
    private int _lines;

    public void Write(string text)
    {
        var atUtc = time.GetUtcNow().UtcDateTime;
        lock (_gate)
        {
            _tail.Enqueue(RunLogText.Line(atUtc, text));
            if (_tail.Count > TailLines)
            {
                _tail.Dequeue();
            }
            if (_lines++ < MostLines)
            {
                _unsavedLines.Add(new RunLogLine { RunId = runId, AtUtc = atUtc, Text = text });
            }
        }
    }

    /// <summary>What an earlier process said about the same run: a run that is resumed goes on with its log and its curves.</summary>
    public void Recall(IReadOnlyList<string> tail, IReadOnlyList<CurvePoint> curve)
    {
        lock (_gate)
        {
            foreach (var line in tail)
            {
                _tail.Enqueue(line);
            }
            foreach (var point in curve)
            {
                Keep(point);
            }
        }
    }

    public void Add(CurvePoint point)
    {
        lock (_gate)
        {
            // A diverging loss is reported by its run; a curve of infinities helps nobody.
            var stride = 1 << (_kept.GetValueOrDefault(point.Series) / PointsPerHalving);
            if (point.Step % stride != 0 || !double.IsFinite(point.Value))
            {
                return;
            }
            Keep(point);
            _unsavedPoints.Add(new RunMetric { RunId = runId, Name = point.Series, Step = point.Step, Value = point.Value });
        }
    }

    public (IReadOnlyList<string> Tail, IReadOnlyList<CurvePoint> Curve) Look()
    {
        lock (_gate)
        {
            return ([.. _tail], [.. _curve]);
        }
    }

    // What is done again after an interruption takes the place of what was there.
    private void Keep(CurvePoint point)
    {
        if (_places.TryGetValue((point.Series, point.Step), out var place))
        {
            _curve[place] = point;
            return;
        }
        _places.Add((point.Series, point.Step), _curve.Count);
        _kept[point.Series] = _kept.GetValueOrDefault(point.Series) + 1;
        _curve.Add(point);
    }

    /// <summary>What has not been stored yet; the caller stores it.</summary>
    public (IReadOnlyList<RunLogLine> Lines, IReadOnlyList<RunMetric> Points) TakeUnsaved()
    {
        lock (_gate)
        {
            var taken = (_unsavedLines.ToArray(), _unsavedPoints.ToArray());
            _unsavedLines.Clear();
            _unsavedPoints.Clear();
            return taken;
        }
    }
}

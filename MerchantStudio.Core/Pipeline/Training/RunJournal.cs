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
    private const int MostPoints = 20_000;

    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = new();
    private readonly List<CurvePoint> _curve = [];
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

    public void Add(CurvePoint point)
    {
        lock (_gate)
        {
            // A diverging loss is reported by its run; a curve of infinities helps nobody.
            if (_curve.Count >= MostPoints || !double.IsFinite(point.Value))
            {
                return;
            }
            _curve.Add(point);
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

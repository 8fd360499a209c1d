using MerchantStudio.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>Logs and curves of runs in the record, so that a page opened later shows the same as one that was open.</summary>
public sealed class RunJournalStore(IDbContextFactory<MerchantDbContext> contexts)
{
    internal async Task AppendAsync(RunJournal journal, CancellationToken cancellationToken)
    {
        var (lines, points) = journal.TakeUnsaved();
        if (lines.Count + points.Count == 0)
        {
            return;
        }
        await contexts.UseAsync(db =>
        {
            db.RunLogLines.AddRange(lines);
            db.RunMetrics.AddRange(points);
            return db.SaveChangesAsync(cancellationToken);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The last lines of a run's log, oldest first.</summary>
    public async Task<IReadOnlyList<string>> TailAsync(long runId, CancellationToken cancellationToken)
    {
        var lines = await contexts.UseAsync(
            db => db.RunLogLines.AsNoTracking().Where(line => line.RunId == runId)
                .OrderByDescending(line => line.Id).Take(RunJournal.TailLines).ToListAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return [.. lines.OrderBy(line => line.Id).Select(line => RunLogText.Line(line.AtUtc, line.Text))];
    }

    /// <summary>
    /// Every point of a run's curves, step after step. A step that was done again after an interruption counts as it was done last.
    /// </summary>
    public async Task<IReadOnlyList<CurvePoint>> CurveAsync(long runId, CancellationToken cancellationToken)
    {
        var points = await contexts.UseAsync(
            db => db.RunMetrics.AsNoTracking().Where(metric => metric.RunId == runId).OrderBy(metric => metric.Id)
                .Select(metric => new CurvePoint(metric.Name, metric.Step, metric.Value)).ToListAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return [.. points.GroupBy(point => point.Series)
            .SelectMany(series => series.GroupBy(point => point.Step).Select(step => step.Last()).OrderBy(point => point.Step))];
    }
}

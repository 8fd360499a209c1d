using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Core.Recommenders;
using Microsoft.Extensions.Logging;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>Carries a run from waiting to its end, whatever that is, and keeps the ledger true all the while.</summary>
internal sealed partial class TrainingRunner(RunServices runs, ITrainingWork work, ILogger<TrainingRunner> logger)
{
    private static readonly TimeSpan s_writeEvery = TimeSpan.FromSeconds(1);

    internal async Task RunAsync(long runId, CancellationToken cancellationToken)
    {
        using var owner = RunOwnership.TryTake(runs.Folders.Run(runId));
        if (owner is null || !await runs.Ledger.BeginAsync(runId, CodeVersion.Current, cancellationToken).ConfigureAwait(false))
        {
            // Somebody else works on it, or it was cancelled while it waited.
            return;
        }
        var run = await runs.Ledger.GetAsync(runId, cancellationToken).ConfigureAwait(false);
        var stop = runs.Cancellation.Open(runId, cancellationToken);
        var reporter = new RunReporter(run, runs);
        reporter.Journal.Recall(
            await runs.Journals.TailAsync(runId, CancellationToken.None).ConfigureAwait(false),
            await runs.Journals.CurveAsync(runId, CancellationToken.None).ConfigureAwait(false));
        try
        {
            var end = await WorkAsync(run, reporter, stop.Token, cancellationToken).ConfigureAwait(false);
            await CloseAsync(run, reporter, end).ConfigureAwait(false);
        }
        finally
        {
            runs.Cancellation.Close(runId);
        }
    }

    private async Task<RunEnd> WorkAsync(TrainingRun run, RunReporter reporter, CancellationToken stop, CancellationToken shutdown)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var writing = WriteRegularlyAsync(reporter, over.Token);
        var end = await TryAsync(run, reporter, stop, shutdown).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        await writing.ConfigureAwait(false);
        return end;
    }

    // The job's boundary: whatever goes wrong in the work becomes a sentence on the run.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1031", Justification = "A run must end in the ledger however its work ended.")]
    private async Task<RunEnd> TryAsync(TrainingRun run, RunReporter reporter, CancellationToken stop, CancellationToken shutdown)
    {
        try
        {
            var result = await Task.Run(() => work.DoAsync(run, reporter, stop), CancellationToken.None).ConfigureAwait(false);
            return new RunEnd(RunState.Succeeded, ResultJson: result);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new RunEnd(shutdown.IsCancellationRequested ? RunState.Interrupted : RunState.Cancelled);
        }
        catch (Exception exception)
        {
            Log.Failed(logger, run.Id, exception);
            return new RunEnd(RunState.Failed, Explain(exception));
        }
    }

    /// <summary>A failure as a text of the ledger: expected ones in words, others by their type, never with their data.</summary>
    internal static string Explain(Exception exception) => exception switch
    {
        CatalogueTooLargeException e => RunErrors.Text(RunErrors.CatalogueTooLarge, e.Model, Whole(e.Items), Whole(e.Limit)),
        TooLittleDataException => RunErrors.Text(RunErrors.TooLittleData, exception.Message),
        NotEnoughMemoryException e => RunErrors.Text(RunErrors.NotEnoughMemory, e.Model, Whole(e.Need), Whole(e.Have)),
        OutOfMemoryException or OnnxRuntimeException { IsOutOfMemory: true } => RunErrors.OutOfMemory,
        TrainingDivergedException e => RunErrors.Text(RunErrors.Diverged, Whole(e.Step)),
        ProviderUnavailableException e => RunErrors.Text(RunErrors.DeviceUnavailable, e.Provider),
        OnnxRuntimeUnavailableException => RunErrors.Text(RunErrors.RuntimeMissing, exception.Message),
        // The runtime's messages speak of operators and devices, never of anybody's data.
        OnnxRuntimeException => RunErrors.Text(RunErrors.DeviceFailed, exception.Message),
        ModelsFailedException failed => failed.Error,
        IOException io when IsDiskFull(io) => RunErrors.DiskFull,
        _ => RunErrors.Text(RunErrors.Unexpected, exception.GetType().Name),
    };

    private static string Whole(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // ENOSPC on Unix, ERROR_DISK_FULL on Windows.
    private static bool IsDiskFull(IOException exception) => (exception.HResult & 0xFFFF) is 28 or 112;

    private async Task WriteRegularlyAsync(RunReporter reporter, CancellationToken over)
    {
        using var timer = new PeriodicTimer(s_writeEvery, runs.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(over).ConfigureAwait(false))
            {
                await reporter.WriteAsync(over).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The work is over; the end is written by whoever closes the run.
        }
    }

    // The end of a run is written even when the program is shutting down.
    private async Task CloseAsync(TrainingRun run, RunReporter reporter, RunEnd end)
    {
        reporter.Journal.Write(end.Error is null ? end.State.ToString() : $"{end.State}: {end.Error}");
        await runs.Journals.AppendAsync(reporter.Journal, CancellationToken.None).ConfigureAwait(false);
        await runs.Ledger.ProgressAsync(run.Id, reporter.Live.Stage, reporter.Live.Progress, CancellationToken.None).ConfigureAwait(false);
        await runs.Ledger.FinishAsync(run.Id, RunState.Running, end, CancellationToken.None).ConfigureAwait(false);
        if (end.State is RunState.Failed or RunState.Cancelled)
        {
            RunParts.DeleteAll(runs.Folders.Run(run.Id));
        }
        reporter.End(end.State);
        Log.Ended(logger, run.Id, run.ShopId, end.State, (long)reporter.Live.Elapsed.TotalMilliseconds);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Run {RunId} of shop {ShopId} ended as {State} after {DurationMs} ms")]
        public static partial void Ended(ILogger logger, long runId, int shopId, RunState state, long durationMs);

        [LoggerMessage(2, LogLevel.Error, "Run {RunId} failed")]
        public static partial void Failed(ILogger logger, long runId, Exception exception);
    }
}

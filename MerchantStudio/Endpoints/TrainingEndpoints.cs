using System.Text.Json;
using MerchantStudio.Access;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Serving;
using MerchantStudio.State;

namespace MerchantStudio.Endpoints;

/// <summary>The record of a run as a file: everything needed to repeat it, and what it found out.</summary>
internal static class TrainingEndpoints
{
    private static readonly JsonSerializerOptions s_readable = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static void MapTraining(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/training/runs/{runId:long}/record", DownloadAsync).RequireAuthorization(Policies.ManageTraining);
        routes.MapGet("/api/training/runs/{runId:long}/onnx", DownloadGraphAsync).RequireAuthorization(Policies.ManageTraining);
    }

    private static async Task<IResult> DownloadGraphAsync(
        long runId, HttpContext context, IShopAccess access, ServingGraphs graphs, CancellationToken cancellationToken)
    {
        var seat = (await access.SeatsOfAsync(context.User, cancellationToken)).Choose(context.Request.Query[StudioAddress.ShopKey]);
        return seat is not null && await graphs.FindAsync(seat.Shop.Id, runId, cancellationToken) is { } file
            ? Results.File(file, "application/octet-stream", FormattableString.Invariant($"run-{runId}.onnx"))
            : Results.NotFound();
    }

    private static async Task<IResult> DownloadAsync(
        long runId, HttpContext context, IShopAccess access, RunLedger ledger, CancellationToken cancellationToken)
    {
        var seat = (await access.SeatsOfAsync(context.User, cancellationToken)).Choose(context.Request.Query[StudioAddress.ShopKey]);
        if (seat is null || await ledger.FindAsync(seat.Shop.Id, runId, cancellationToken) is not { } run)
        {
            return Results.NotFound();
        }
        var record = new
        {
            run.Id, run.Model, run.Protocol, run.Seed, run.RequestedDevice, run.Device, run.DataFingerprint, run.CodeVersion,
            State = run.State.ToString(), run.QueuedUtc, run.StartedUtc, run.FinishedUtc, run.StartedBy, run.ParentRunId, run.Error,
            Request = TrainingService.RequestOf(run), Result = TrainingResult.Of(run),
        };
        return Results.File(
            JsonSerializer.SerializeToUtf8Bytes(record, s_readable), "application/json", FormattableString.Invariant($"run-{runId}.json"));
    }
}

using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.CustomerWork;

namespace MerchantStudio.Core.Analytics.Actions;

/// <summary>Reads a shop's actions and what they brought.</summary>
public sealed class ActionQuery(ActionStore actions, SnapshotStore snapshots, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>All actions of a shop, the newest first.</summary>
    public async Task<IReadOnlyList<ActionLine>> ListAsync(int shopId, CancellationToken cancellationToken)
    {
        var kept = await actions.ListAsync(shopId, cancellationToken).ConfigureAwait(false);
        if (kept.Count == 0)
        {
            return [];
        }

        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        var last = ActionMeasure.LastOrder(snapshot, Now);
        return [.. kept.Select(line => Line(snapshot, line.Action, line.Treated, line.HeldOut, last))];
    }

    /// <summary>Null when the shop has no such action.</summary>
    public async Task<ActionReport?> FindAsync(int shopId, int actionId, CancellationToken cancellationToken)
    {
        if (await actions.FindAsync(shopId, actionId, cancellationToken).ConfigureAwait(false) is not { } action)
        {
            return null;
        }

        var members = await actions.MembersAsync(shopId, actionId, cancellationToken).ConfigureAwait(false);
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        var result = ActionMeasure.Of(snapshot, action, members, Now);
        var heldOut = members.Count(member => member.IsHoldout);
        return new ActionReport(Line(snapshot, action, members.Count - heldOut, heldOut, result.LastOrderUtc), result, members);
    }

    public static ActionSource SourceOf(CustomerAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return JsonSerializer.Deserialize<ActionSource>(action.DefinitionJson, ScoreJson.Options)
            ?? throw new InvalidDataException($"Action {action.Id} does not say where its list came from.");
    }

    private ActionLine Line(Snapshot snapshot, CustomerAction action, int treated, int heldOut, DateTime? lastOrderUtc)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(snapshot.Header.TimeZoneId);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(Now, zone));
        var state = ActionMeasure.StateOf(action, lastOrderUtc);
        return new ActionLine(action, SourceOf(action), treated, heldOut, state, state == ActionState.Planned && action.Deadline < today);
    }
}

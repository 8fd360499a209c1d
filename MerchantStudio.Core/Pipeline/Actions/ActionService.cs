using System.Text.Json;
using MerchantStudio.Core.Analytics.Actions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.CustomerWork;
using MerchantStudio.Core.Storage.People;

namespace MerchantStudio.Core.Pipeline.Actions;

/// <summary>An action that was made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Treated">Customers to whom it is to be sent.</param>
/// <param name="HeldOut">Customers left alone.</param>
/// <param name="LeftOut">Of the list that was handed in: visitors without a customer number, and who refuses marketing.</param>
public sealed record MadeAction(int Id, int Treated, int HeldOut, int LeftOut);

/// <summary>Makes actions of lists of customers and does what is done to them; each act is written into the audit log.</summary>
public sealed class ActionService(ActionStore actions, ContactBook contacts, SnapshotStore snapshots, AuditLog audit, TimeProvider time)
{
    /// <summary>Makes an action of a list. Who is held out is decided here, once, by each customer's key and the action's salt.</summary>
    /// <param name="actor">Who makes it, and in which shop.</param>
    /// <param name="draft">Name, owner, deadline, holdout and where the list came from.</param>
    /// <param name="list">The customers; doubles count once. Visitors without a customer number are left out.</param>
    /// <param name="keepsRefusers">Whether those who refuse marketing stay on the list.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="ActionRefusedException">The draft or the list will not do.</exception>
    public async Task<MadeAction> MakeAsync(
        Actor actor, ActionDraft draft, IReadOnlyCollection<ActionCandidate> list, bool keepsRefusers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(list);
        var shopId = ShopOf(actor);
        ActionRefusedException.ThrowIfWrong(draft);
        var known = await KnownAsync(shopId, list, keepsRefusers, cancellationToken).ConfigureAwait(false);
        if (known.Count == 0)
        {
            throw new ActionRefusedException(ActionProblem.NobodyOnTheList);
        }

        var now = time.GetUtcNow().UtcDateTime;
        var action = New(shopId, actor, draft, now);
        var members = known.Select(candidate => Member(action, candidate)).ToList();
        var id = await actions.AddAsync(action, members, cancellationToken).ConfigureAwait(false);
        var heldOut = members.Count(member => member.IsHoldout);
        var made = new MadeAction(id, members.Count - heldOut, heldOut, list.Count - members.Count);
        await NoteAsync(actor, "action.made", id, $"treated={made.Treated}, heldOut={made.HeldOut}, from={draft.Source.Kind}", cancellationToken).ConfigureAwait(false);
        return made;
    }

    /// <summary>Changes name, owner, deadline and note. False when the shop has no such action.</summary>
    /// <exception cref="ActionRefusedException">The name will not do.</exception>
    public async Task<bool> ChangeAsync(Actor actor, int actionId, ActionChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        ActionRefusedException.ThrowIfWrong(change.Name, change.Note);
        var tidy = change with { Name = change.Name.Trim(), Owner = Blank(change.Owner), Note = Blank(change.Note) };
        return await actions.ChangeAsync(ShopOf(actor), actionId, tidy, cancellationToken).ConfigureAwait(false)
            && await NoteAsync(actor, "action.changed", actionId, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Marks as sent on a day of the shop, or as not sent when null. Orders count from the start of that day.</summary>
    /// <exception cref="ActionRefusedException">The day is still to come.</exception>
    public async Task<bool> MarkSentAsync(Actor actor, Shop shop, int actionId, DateOnly? day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var started = day is { } sent ? ShopDays.StartUtc(sent, shop.TimeZoneId) : (DateTime?)null;
        if (started > time.GetUtcNow().UtcDateTime)
        {
            throw new ActionRefusedException(ActionProblem.SentInTheFuture);
        }

        return await actions.StartAsync(ShopOf(actor), actionId, started, cancellationToken).ConfigureAwait(false)
            && await NoteAsync(actor, day is null ? "action.not-sent" : "action.sent", actionId, day?.ToString("O", null), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes an action, its list and with them any result. False when the shop has no such action.</summary>
    public async Task<bool> RemoveAsync(Actor actor, int actionId, CancellationToken cancellationToken) =>
        await actions.RemoveAsync(ShopOf(actor), actionId, cancellationToken).ConfigureAwait(false)
        && await NoteAsync(actor, "action.removed", actionId, null, cancellationToken).ConfigureAwait(false);

    /// <summary>The treated customers, for sending; those held out are never handed out. Null when the shop has no such action.</summary>
    public async Task<TreatedList?> TreatedAsync(Actor actor, int actionId, CancellationToken cancellationToken)
    {
        var shopId = ShopOf(actor);
        if (await actions.FindAsync(shopId, actionId, cancellationToken).ConfigureAwait(false) is not { } action)
        {
            return null;
        }

        var treated = (await actions.MembersAsync(shopId, actionId, cancellationToken).ConfigureAwait(false)).Where(member => !member.IsHoldout).ToList();
        var known = await contacts.OfAsync(shopId, cancellationToken).ConfigureAwait(false);
        await NoteAsync(actor, "action.exported", actionId, $"customers={treated.Count}", cancellationToken).ConfigureAwait(false);
        return new TreatedList(action, known.Count > 0, [.. treated.Select(member => new TreatedCustomer(member.CustomerKey, member.Score, known.GetValueOrDefault(member.CustomerKey)))]);
    }

    private async Task<List<ActionCandidate>> KnownAsync(
        int shopId, IReadOnlyCollection<ActionCandidate> list, bool keepsRefusers, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        var unwanted = CustomerFlags.Anonymous | (keepsRefusers ? CustomerFlags.None : CustomerFlags.RefusesMarketing);
        var flags = snapshot.Customers.Flags;
        var known = new List<ActionCandidate>();
        foreach (var candidate in list.DistinctBy(candidate => candidate.Key, StringComparer.Ordinal))
        {
            if (snapshot.Customers.Find(candidate.Key) is >= 0 and var customer && (flags[customer] & unwanted) == 0)
            {
                known.Add(candidate);
            }
        }

        return known;
    }

    private static CustomerAction New(int shopId, Actor actor, ActionDraft draft, DateTime now) => new()
    {
        ShopId = shopId,
        Name = draft.Name.Trim(),
        DefinitionJson = JsonSerializer.Serialize(draft.Source, ScoreJson.Options),
        HoldoutShare = draft.HoldoutShare,
        MeasureDays = draft.MeasureDays,
        Owner = Blank(draft.Owner),
        Deadline = draft.Deadline,
        Note = Blank(draft.Note),
        Seed = StableHash.Combine(StableHash.Of(draft.Name), (ulong)now.Ticks),
        CreatedUtc = now,
        CreatedBy = actor.UserName,
    };

    private static CustomerActionMember Member(CustomerAction action, ActionCandidate candidate) => new()
    {
        ActionId = 0,
        CustomerKey = candidate.Key,
        IsHoldout = HoldoutAssignment.IsHeldOut(candidate.Key, action.Seed, action.HoldoutShare),
        Score = candidate.Score is { } score && double.IsFinite(score) ? score : null,
    };

    private async Task<bool> NoteAsync(Actor actor, string act, int actionId, string? detail, CancellationToken cancellationToken)
    {
        await audit.WriteAsync(actor, act, $"action/{actionId}", detail, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static int ShopOf(Actor actor) => actor.ShopId ?? throw new ArgumentException("An action belongs to a shop.", nameof(actor));

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.CustomerWork;
using MerchantStudio.Core.Storage.People;

namespace MerchantStudio.Access;

/// <summary>
/// What people write down about customers and choose about predictions: every change asks for the right, is made, and is
/// written into the audit log together.
/// </summary>
public sealed class CustomerDesk(IShopAccess access, NoteStore notes, PredictionSettingsStore choices, AuditLog audit)
{
    public const int LongestNote = NoteStore.LongestText;

    /// <summary>Notes about a customer, the newest first.</summary>
    public Task<IReadOnlyList<CustomerNote>> NotesAsync(Shop shop, string customerKey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return notes.ReadAsync(shop.Id, customerKey, cancellationToken);
    }

    /// <summary>The text itself is not written into the audit log: it may be about a person.</summary>
    public async Task AddNoteAsync(Act act, string customerKey, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(act);
        await DemandAsync(act, Policies.ViewCustomers, cancellationToken);
        var actor = act.Person.AsActor(act.Shop.Id);
        var id = await notes.AddAsync(actor, act.Shop.Id, customerKey, text, cancellationToken);
        await audit.WriteAsync(actor, "customer.note-added", $"note/{id}", null, cancellationToken);
    }

    /// <summary>People delete what they wrote; who manages the shop deletes anybody's.</summary>
    /// <returns>Whether there was such a note to delete.</returns>
    public async Task<bool> DeleteNoteAsync(Act act, long noteId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(act);
        var seat = await DemandAsync(act, Policies.ViewCustomers, cancellationToken);
        var actor = act.Person.AsActor(act.Shop.Id);
        if (!await notes.DeleteAsync(act.Shop.Id, noteId, seat.May(Policies.ManageShop) ? null : actor.UserId ?? 0, cancellationToken))
        {
            return false;
        }
        await audit.WriteAsync(actor, "customer.note-deleted", $"note/{noteId}", null, cancellationToken);
        return true;
    }

    /// <summary>Null for a shop that has chosen nothing.</summary>
    public Task<PredictionSettings?> ChoicesAsync(Shop shop, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return choices.FindAsync(shop.Id, cancellationToken);
    }

    /// <summary>Chooses the horizon of churn; null goes back to the shop's own rhythm.</summary>
    public async Task ChooseChurnHorizonAsync(Act act, int? days, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(act);
        await DemandAsync(act, Policies.ManageTraining, cancellationToken);
        await choices.ChangeAsync(act.Shop.Id, before => before with { ChurnHorizonDays = days }, cancellationToken);
        await audit.WriteAsync(act.Person.AsActor(act.Shop.Id), "predictions.churn-horizon", null, $"days={days?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "rhythm"}", cancellationToken);
    }

    /// <summary>Chooses how far lifetime value looks ahead and the discount; null goes back to the installation's settings.</summary>
    public async Task ChooseValueAsync(Act act, int? weeks, double? yearlyDiscount, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(act);
        await DemandAsync(act, Policies.ManageTraining, cancellationToken);
        await choices.ChangeAsync(act.Shop.Id, before => before with { ValueHorizonWeeks = weeks, YearlyDiscount = yearlyDiscount }, cancellationToken);
        var detail = FormattableString.Invariant($"weeks={weeks}, discount={yearlyDiscount}");
        await audit.WriteAsync(act.Person.AsActor(act.Shop.Id), "predictions.lifetime-value", null, detail, cancellationToken);
    }

    // A circuit can outlive the role that opened its page.
    private async Task<ShopSeat> DemandAsync(Act act, string policy, CancellationToken cancellationToken)
    {
        var seats = await access.SeatsOfAsync(act.Person, cancellationToken);
        return seats.FirstOrDefault(seat => seat.Shop.Id == act.Shop.Id && seat.May(policy))
            ?? throw new UnauthorizedAccessException($"Somebody without '{policy}' tried to change shop {act.Shop.Id}.");
    }
}

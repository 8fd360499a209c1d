using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Actions;

/// <summary>Why nothing can be said yet about what an action brought.</summary>
public enum ActionDoubt
{
    /// <summary>There is none: the verdict stands.</summary>
    None,
    NotSent,
    NothingHeldOut,
    NoLaterOrders,
    DaysNotOver,

    /// <summary>An arm has fewer than <see cref="ActionLift.SmallestArm"/> customers.</summary>
    TooFew,
}

/// <summary>What an action brought, as far as the shop's data tell.</summary>
public sealed record ActionResult
{
    public required string Currency { get; init; }
    public required ActionState State { get; init; }
    public required ActionDoubt Doubt { get; init; }

    /// <summary>First instant at which orders count; null until it was sent.</summary>
    public DateTime? FromUtc { get; init; }

    /// <summary>First instant at which they count no more.</summary>
    public DateTime? ToUtc { get; init; }

    /// <summary>The shop's last order that is not of the future; null without orders.</summary>
    public DateTime? LastOrderUtc { get; init; }

    /// <summary>Treated against held out over what the data hold of the days; spend in minor units. Null until it was sent.</summary>
    public ActionLift? Lift { get; init; }

    /// <summary>Customers of the list, as it was made.</summary>
    public required int OnList { get; init; }

    /// <summary>Of them, those whom the data no longer know, since an import was undone; they count in neither arm.</summary>
    public required int Gone { get; init; }

    /// <summary>Everybody on the list over as many days before the start (or before now): what would be expected of them anyway.</summary>
    public required ActionArm Before { get; init; }

    /// <summary>Smallest difference of purchase rates that this list can show.</summary>
    public double? SmallestDifference { get; init; }

    /// <summary>Customers that would be needed to tell a difference as large as the one seen from chance.</summary>
    public long? CustomersNeeded { get; init; }
}

/// <summary>An action in a list.</summary>
/// <param name="Action">The action.</param>
/// <param name="Source">Where its list came from.</param>
/// <param name="Treated">Customers to whom it is sent.</param>
/// <param name="HeldOut">Customers left alone.</param>
/// <param name="State">Where it stands.</param>
/// <param name="IsLate">Its deadline is over and it was not sent.</param>
public sealed record ActionLine(CustomerAction Action, ActionSource Source, int Treated, int HeldOut, ActionState State, bool IsLate);

/// <summary>Everything about one action; its members the highest score first.</summary>
public sealed record ActionReport(ActionLine Line, ActionResult Result, IReadOnlyList<CustomerActionMember> Members);

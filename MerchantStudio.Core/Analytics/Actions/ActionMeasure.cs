using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Actions;

/// <summary>Measures an action on a shop's snapshot. Orders after <c>now</c> are of the future and are not looked at.</summary>
internal static class ActionMeasure
{
    public static ActionResult Of(Snapshot snapshot, CustomerAction action, IReadOnlyList<CustomerActionMember> members, DateTime nowUtc)
    {
        var last = LastOrder(snapshot, nowUtc);
        var state = StateOf(action, last);
        var found = Find(snapshot, members);
        var days = TimeSpan.FromDays(action.MeasureDays);
        var before = Period(snapshot, found, (action.StartedUtc ?? last ?? nowUtc) - days, Earlier(action.StartedUtc ?? DateTime.MaxValue, nowUtc));
        var result = new ActionResult
        {
            Currency = snapshot.Header.Currency,
            State = state,
            Doubt = ActionDoubt.NotSent,
            LastOrderUtc = last,
            OnList = members.Count,
            Gone = members.Count - found.Count,
            Before = before.Treated + before.HeldOut,
        };
        var unsent = result with { SmallestDifference = Smallest(result.Before, before.Treated.Customers, before.HeldOut.Customers) };
        return action.StartedUtc is { } from ? Sent(snapshot, action, found, unsent, from, Earlier(from + days, nowUtc)) : unsent;
    }

    public static ActionState StateOf(CustomerAction action, DateTime? lastOrderUtc) =>
        action.StartedUtc is not { } from ? ActionState.Planned
        : lastOrderUtc is not { } last || last < from ? ActionState.Running
        : last < from.AddDays(action.MeasureDays) ? ActionState.Measuring : ActionState.Finished;

    /// <summary>The shop's last order up to now; what is dated later is a slip of a file or a subscription's renewal to come.</summary>
    public static DateTime? LastOrder(Snapshot snapshot, DateTime nowUtc)
    {
        var (now, last) = (UnixTime.Milliseconds(nowUtc), long.MinValue);
        foreach (var time in snapshot.Orders.Time)
        {
            last = time <= now && time > last ? time : last;
        }

        return last == long.MinValue ? null : UnixTime.Utc(last);
    }

    private static ActionResult Sent(
        Snapshot snapshot, CustomerAction action, List<(int Customer, bool IsHoldout)> found, ActionResult unsent, DateTime from, DateTime to)
    {
        var (treated, heldOut) = Period(snapshot, found, from, to);
        var lift = ActionLift.Compare(treated, heldOut, unsent.State == ActionState.Finished);
        var expected = unsent.State is ActionState.Running ? unsent.Before : heldOut.Buyers > 0 ? heldOut : treated + heldOut;
        return unsent with
        {
            Doubt = DoubtOf(unsent.State, lift),
            FromUtc = from,
            ToUtc = from.AddDays(action.MeasureDays),
            Lift = lift,
            SmallestDifference = Smallest(expected, treated.Customers, heldOut.Customers),
            CustomersNeeded = unsent.State == ActionState.Finished && lift.Verdict is ActionVerdict.NoClearEffect or ActionVerdict.TooEarly
                ? ActionPower.CustomersNeeded(treated.PurchaseRate, heldOut.PurchaseRate, heldOut.Customers / Math.Max(1.0, treated.Customers + heldOut.Customers))
                : null,
        };
    }

    private static ActionDoubt DoubtOf(ActionState state, ActionLift lift) =>
        lift.HeldOut.Customers == 0 ? ActionDoubt.NothingHeldOut
        : state == ActionState.Running ? ActionDoubt.NoLaterOrders
        : state == ActionState.Measuring ? ActionDoubt.DaysNotOver
        : lift.Verdict == ActionVerdict.TooEarly ? ActionDoubt.TooFew : ActionDoubt.None;

    private static double? Smallest(ActionArm expected, int treated, int heldOut) => ActionPower.SmallestDifference(expected.PurchaseRate, treated, heldOut);

    private static List<(int Customer, bool IsHoldout)> Find(Snapshot snapshot, IReadOnlyList<CustomerActionMember> members) =>
    [
        .. members.Select(member => (Customer: snapshot.Customers.Find(member.CustomerKey), member.IsHoldout)).Where(member => member.Customer >= 0),
    ];

    /// <summary>Both arms over [from, to).</summary>
    private static (ActionArm Treated, ActionArm HeldOut) Period(
        Snapshot snapshot, List<(int Customer, bool IsHoldout)> found, DateTime from, DateTime to)
    {
        var arms = (Treated: new ActionArm(0, 0, 0, 0), HeldOut: new ActionArm(0, 0, 0, 0));
        var (fromMs, toMs) = (UnixTime.Milliseconds(from), UnixTime.Milliseconds(to));
        foreach (var (customer, isHoldout) in found)
        {
            var (bought, spend) = Spend(snapshot, customer, fromMs, toMs);
            arms = isHoldout ? (arms.Treated, arms.HeldOut.With(bought, spend)) : (arms.Treated.With(bought, spend), arms.HeldOut);
        }

        return arms;
    }

    private static (bool Bought, double SpendMinor) Spend(Snapshot snapshot, int customer, long fromMs, long toMs)
    {
        var (bought, spend) = (false, 0L);
        var kinds = snapshot.RowKind;
        var times = snapshot.RowTime;
        var amounts = snapshot.RowAmount;
        var rows = snapshot.RowsOf(customer);

        // A customer's rows are in the order of time: the latest come last.
        for (var row = rows.End.Value - 1; row >= rows.Start.Value && times[row] >= fromMs; row--)
        {
            if (times[row] < toMs && kinds[row] <= InteractionKind.Refund)
            {
                spend += amounts[row];
                bought |= kinds[row] == InteractionKind.Purchase;
            }
        }

        return (bought, spend);
    }

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;
}

using MerchantStudio.Core.Analytics.Actions;
using Microsoft.AspNetCore.Components;

namespace MerchantStudio.Components.Pages.Actions;

public sealed partial class ActionResultCard
{
    [Parameter, EditorRequired]
    public required ActionResult Result { get; set; }

    private bool HasBoth => Result.Lift is { Treated.Customers: > 0, HeldOut.Customers: > 0 };

    private string Tone => Result is { Doubt: ActionDoubt.None, Lift.Verdict: var verdict }
        ? verdict switch { ActionVerdict.Helped => "better", ActionVerdict.Harmed => "worse", _ => "same" }
        : "same";

    private string Headline => Result.Doubt switch
    {
        ActionDoubt.None => L["Verdict_" + Result.Lift!.Verdict],
        ActionDoubt.NotSent => L["NotSentYet"],
        ActionDoubt.NothingHeldOut => L["CannotTell"],
        _ => L["Verdict_TooEarly"],
    };

    private string Sentence => Result.Doubt switch
    {
        ActionDoubt.None => L["VerdictText_" + Result.Lift!.Verdict, Points(Result.Lift.PurchaseRate.Value), Points(Result.Lift.PurchaseRate.Low), Points(Result.Lift.PurchaseRate.High)],
        ActionDoubt.DaysNotOver => L["Doubt_DaysNotOver", Day(Result.LastOrderUtc), Day(Result.ToUtc?.AddSeconds(-1))],
        ActionDoubt.TooFew => L["Doubt_TooFew", Format.Whole(Result.Lift!.Treated.Customers), Format.Whole(Result.Lift.HeldOut.Customers), ActionLift.SmallestArm],
        ActionDoubt.NoLaterOrders when Result.LastOrderUtc is null => L["Doubt_NoOrders"],
        ActionDoubt.NoLaterOrders => L["Doubt_NoLaterOrders", Day(Result.LastOrderUtc)],
        _ => L["Doubt_" + Result.Doubt],
    };

    private IEnumerable<string> Remarks()
    {
        if (Result.Before.Customers > 0 && Result.State != Core.Domain.ActionState.Finished)
        {
            yield return L["BoughtBefore", Format.Percent(Result.Before.PurchaseRate)];
        }

        if (Result is { SmallestDifference: { } smallest, Doubt: not ActionDoubt.NothingHeldOut })
        {
            yield return L["SmallestDifference", L["Points", Format.Number(smallest * 100)]];
        }

        if (Result.CustomersNeeded is { } needed)
        {
            yield return L["CustomersNeeded", Points(Result.Lift!.PurchaseRate.Value), Format.Whole(needed), Format.Whole(Result.OnList - Result.Gone)];
        }

        if (Result.Gone > 0)
        {
            yield return L["GoneFromData", Format.Whole(Result.Gone)];
        }
    }

    private string Rate(ActionArm arm) => arm.Customers == 0 ? "–" : Format.Percent(arm.PurchaseRate);

    private string Spend(ActionArm arm) => arm.Customers == 0 ? "–" : Money(arm.MeanSpend);

    private string Money(double minor) => Format.Money((long)Math.Round(minor), Result.Currency);

    // A difference of two shares is told in points, so that nobody takes it for a share of a share.
    private string Points(double difference) => L["Points", (difference > 0 ? "+" : difference < 0 ? "\u2212" : "") + Format.Number(Math.Abs(difference) * 100)];

    private string Day(DateTime? utc) => utc is { } time ? Format.Day(time, State.Shop) : "–";
}

using MerchantStudio.Core.Analytics.Actions;

namespace MerchantStudio.Tests.Analytics.Actions;

public sealed class ActionNoEffectTests
{
    /// <summary>The whole way, with the real assignment: the same shop, split anew by two thousand salts, with skewed spend.</summary>
    [Fact]
    public void Lift_SameCustomersUnderManySalts_KeepsItsFivePerCent()
    {
        const int salts = 2_000;
        var random = new Random(5);
        var keys = Enumerable.Range(0, 2_000).Select(i => $"customer-{i}").ToArray();
        var spend = keys.Select(_ => random.NextDouble() < 0.22 ? Math.Exp(3 + random.NextDouble() + random.NextDouble()) : 0).ToArray();
        var (called, spendCalled) = (0, 0);
        for (var salt = 1UL; salt <= salts; salt++)
        {
            var (treated, heldOut) = (new ActionArm(0, 0, 0, 0), new ActionArm(0, 0, 0, 0));
            for (var i = 0; i < keys.Length; i++)
            {
                if (HoldoutAssignment.IsHeldOut(keys[i], salt, 0.1))
                {
                    heldOut = heldOut.With(spend[i] > 0, spend[i]);
                }
                else
                {
                    treated = treated.With(spend[i] > 0, spend[i]);
                }
            }

            var lift = ActionLift.Compare(treated, heldOut, isOver: true);
            called += lift.Verdict is ActionVerdict.Helped or ActionVerdict.Harmed ? 1 : 0;
            spendCalled += lift.MeanSpend is { } mean && (mean.Low > 0 || mean.High < 0) ? 1 : 0;
        }

        // Three standard errors of 2,000 draws are one and a half points.
        (called / (double)salts).ShouldBeInRange(0.03, 0.066);
        (spendCalled / (double)salts).ShouldBeInRange(0.03, 0.075);
    }
}

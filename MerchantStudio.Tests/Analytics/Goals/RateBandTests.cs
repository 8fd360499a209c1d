using MerchantStudio.Core.Analytics.Goals;
using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Tests.Analytics.Goals;

public sealed class RateBandTests
{
    private static readonly DateOnly s_day = new(2026, 3, 2);

    // Rates by weekday from Monday, as a shop has them.
    private static readonly double[] s_seasons = [0.9, 0.95, 1, 1, 1.05, 1.2, 1.1];

    [Theory]
    [InlineData(0.03, 400)]
    [InlineData(0.10, 60)]
    [InlineData(0.30, 2_000)]
    [InlineData(0.70, 150)]
    public void Of_DaysLikeThoseBefore_HardlyEverAlarms(double rate, int visits)
    {
        var alarms = Alarms(3_000, (chance, season) => Binomial(chance, visits, rate * s_seasons[season] / 1.2), visits);

        alarms.ShouldBeLessThan(0.012);
    }

    [Fact]
    public void Of_DaysMoreScatteredThanACoin_HardlyEverAlarms() =>
        // Campaigns move the rate from day to day by a fifth on top of chance.
        Alarms(3_000, (chance, season) => Binomial(chance, 1_000, 0.1 * s_seasons[season] * Math.Exp(0.2 * Normal(chance))), 1_000).ShouldBeLessThan(0.02);

    [Fact]
    public void Of_AmountsWithHeavyTails_HardlyEverAlarm() =>
        Alarms(3_000, (chance, season) => Enumerable.Range(0, 300).Sum(_ => chance.NextDouble() < 0.05 ? s_seasons[season] * Math.Exp(7 + (0.9 * Normal(chance))) : 0) / 300, 300, isShare: false)
            .ShouldBeLessThan(0.03);

    [Fact]
    public void Of_ARateThatFellByAThird_IsFound()
    {
        var found = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var chance = new SeededRandom((ulong)seed);
            var past = Past(chance, (random, season) => Binomial(random, 2_000, 0.1 * s_seasons[season]), 2_000);
            var band = RateBand.Of(past, new DayRate(s_day, null, 2_000), isShare: true).ShouldNotBeNull();
            found += band.Holds(Binomial(chance, 2_000, 0.1 * 0.67 * s_seasons[0])) ? 0 : 1;
        }
        found.ShouldBeGreaterThan(150);
    }

    [Fact]
    public void Of_OneWildDayInThePast_DoesNotOpenTheBand()
    {
        var past = Past(new SeededRandom(3), (chance, _) => Binomial(chance, 1_000, 0.1), 1_000);
        var wild = past.Select(day => day.Day == s_day.AddDays(-7) ? day with { Rate = 0.9 } : day).ToList();

        var (calm, opened) = (Of(past), Of(wild));

        (opened.High - opened.Low).ShouldBeLessThan((calm.High - calm.Low) * 1.5);

        static ExpectedBand Of(IReadOnlyList<DayRate> days) => RateBand.Of(days, new DayRate(s_day, null, 1_000), isShare: true).ShouldNotBeNull();
    }

    [Fact]
    public void Of_TooShortAPastOrTooThinADay_ExpectsNothing()
    {
        var past = Past(new SeededRandom(3), (chance, _) => Binomial(chance, 1_000, 0.1), 1_000);

        RateBand.Of([.. past.Where(day => day.Day > s_day.AddDays(-22))], new DayRate(s_day, 0.1, 1_000), isShare: true).ShouldBeNull("three weeks");
        RateBand.Of(past, new DayRate(s_day, 0.1, 19), isShare: true).ShouldBeNull("19 visits");
        RateBand.Of([.. past.Select(day => day with { Rate = null, Trials = 0 })], new DayRate(s_day, 0.1, 1_000), isShare: true).ShouldBeNull("nobody came");
    }

    [Fact]
    public void Of_ARateOfNothingOrAll_StaysWithinItsLimits()
    {
        var none = RateBand.Of(Past(new SeededRandom(1), (_, _) => 0, 50), new DayRate(s_day, 0, 50), isShare: true).ShouldNotBeNull();
        var all = RateBand.Of(Past(new SeededRandom(1), (_, _) => 1, 50), new DayRate(s_day, 1, 50), isShare: true).ShouldNotBeNull();

        (none.Low, none.Holds(0)).ShouldBe((0, true));
        (all.High, all.Holds(1)).ShouldBe((1, true));
        none.High.ShouldBeLessThan(0.3);
    }

    private static double Alarms(int days, Func<SeededRandom, int, double> draw, int trials, bool isShare = true)
    {
        var alarms = 0;
        for (var seed = 0; seed < days; seed++)
        {
            var chance = new SeededRandom((ulong)seed);
            var past = Past(chance, draw, trials);
            var band = RateBand.Of(past, new DayRate(s_day, null, trials), isShare).ShouldNotBeNull();
            alarms += band.Holds(draw(chance, 0)) ? 0 : 1;
        }
        return alarms / (double)days;
    }

    private static List<DayRate> Past(SeededRandom chance, Func<SeededRandom, int, double> draw, int trials) =>
        [.. Enumerable.Range(1, 56).Select(back => s_day.AddDays(-back)).Select(day => new DayRate(day, draw(chance, ((int)day.DayOfWeek + 6) % 7), trials))];

    private static double Binomial(SeededRandom chance, int trials, double rate)
    {
        // Near enough to the binomial for hundreds of trials, and exact for few.
        if (trials > 200)
        {
            return Math.Clamp(Math.Round((trials * rate) + (Normal(chance) * Math.Sqrt(trials * rate * (1 - rate)))), 0, trials) / trials;
        }
        var hits = 0;
        for (var trial = 0; trial < trials; trial++)
        {
            hits += chance.NextDouble() < rate ? 1 : 0;
        }
        return hits / (double)trials;
    }

    private static double Normal(SeededRandom chance) => Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
}

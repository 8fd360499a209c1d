using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Tests.Analytics.Funnels;

public sealed class FunnelTextTests
{
    private const string Letters = "ab zé茶,;[]<?=:\\-1%&+";

    [Fact]
    public void Read_WhateverWasWritten_GivesTheSameFunnel() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var chance = new SeededRandom((ulong)seed);
        var steps = Enumerable.Range(0, 1 + chance.NextInt(4)).Select(_ => Step(chance)).ToList();
        var exclusions = Enumerable.Range(0, chance.NextInt(3)).Select(_ => new FunnelExclusion(Word(chance), chance.NextInt(3), 3 + chance.NextInt(3)) { Filter = Filter(chance) }).ToList();

        JsonSerializer.Serialize(FunnelText.ReadSteps(FunnelText.Write(steps))).ShouldBe(JsonSerializer.Serialize(steps));
        JsonSerializer.Serialize(FunnelText.ReadExclusions(FunnelText.Write(exclusions))).ShouldBe(JsonSerializer.Serialize(exclusions));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Read_AnyText_GivesAFunnelOrASentence() => Prop.ForAll(RandomLog.Seeds, seed =>
    {
        var chance = new SeededRandom((ulong)seed);
        var text = string.Concat(Enumerable.Range(0, chance.NextInt(30)).Select(_ => Letters[chance.NextInt(Letters.Length)]));
        try
        {
            _ = FunnelText.ReadSteps(text);
            _ = FunnelText.ReadExclusions(text);
        }
        catch (FunnelRequestException problem)
        {
            problem.Message.ShouldEndWith(".");
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void ReadSteps_OfAPersonsText_TakesEveryPart()
    {
        var steps = FunnelText.ReadSteps("view_item[category=Tea, green;device=phone], add_to_cart<2d?, purchase[min=5000]".Replace("Tea, green", @"Tea\, green", StringComparison.Ordinal));

        steps.Select(step => step.Event).ShouldBe(["view_item", "add_to_cart", "purchase"]);
        steps[0].Filter.ShouldBe(new EventFilter { Category = "Tea, green", Device = "phone" });
        (steps[1].Within, steps[1].Optional).ShouldBe((TimeSpan.FromDays(2), true));
        steps[2].Filter.ShouldBe(new EventFilter { MinAmountMinor = 5_000 });
    }

    [Theory]
    [InlineData("view_item[=red]", "not a filter")]
    [InlineData("view_item[min=lots]", "lots")]
    [InlineData("view_item[device=phone", "no end")]
    [InlineData("view_item<soon", "soon")]
    [InlineData("view_item?x", "x")]
    public void ReadSteps_OfNonsense_SaysWhat(string text, string part) =>
        Should.Throw<FunnelRequestException>(() => FunnelText.ReadSteps(text)).Message.ShouldContain(part);

    [Theory]
    [InlineData("30m", 30)]
    [InlineData("1.5h", 90)]
    [InlineData("7d", 7 * 24 * 60)]
    [InlineData("7", 7 * 24 * 60)]
    public void Length_OfAPersonsText_IsRead(string text, int minutes) => FunnelText.Length(text).ShouldBe(TimeSpan.FromMinutes(minutes));

    [Theory]
    [InlineData("")]
    [InlineData("-3d")]
    [InlineData("7w")]
    [InlineData("NaNd")]
    [InlineData("1e300d")]
    public void Length_OfNonsense_IsRefused(string text) => Should.Throw<FunnelRequestException>(() => FunnelText.Length(text));

    private static FunnelStep Step(SeededRandom chance) => new(Word(chance))
    {
        Filter = Filter(chance),
        Within = chance.NextInt(2) == 0 ? null : TimeSpan.FromSeconds(1 + chance.NextInt(400_000)),
        Optional = chance.NextInt(2) == 0,
    };

    private static EventFilter? Filter(SeededRandom chance)
    {
        var filter = new EventFilter();
        foreach (var field in EventFilterFields.All.Where(_ => chance.NextInt(4) == 0))
        {
            filter = field.With(filter, field.Key is "min" or "max" ? $"{chance.NextInt(9_999) - 500}" : Word(chance)).ShouldNotBeNull();
        }
        filter = chance.NextInt(3) == 0 ? filter with { Own = filter.Own.With(Word(chance), Word(chance)).With("Plan", "gold") } : filter;
        return filter == new EventFilter() ? null : filter;
    }

    // Names begin and end with something that is not a space.
    private static string Word(SeededRandom chance) =>
        "x" + string.Concat(Enumerable.Range(0, chance.NextInt(8)).Select(_ => Letters[chance.NextInt(Letters.Length)])) + "y";
}

using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Tests.Analytics.Customers;

/// <summary>Facts and rules made of a seed.</summary>
internal static class RandomCustomers
{
    public static readonly DateTime AsOf = new(2011, 12, 20, 9, 0, 0, DateTimeKind.Utc);

    public static CustomerFacts Facts(Snapshot snapshot, int seed)
    {
        var chance = new SeededRandom(unchecked((ulong)seed) + 1);
        var scores = ScoreColumns.Empty(snapshot.Customers.Count) with { ChurnHorizonDays = 90, ValueHorizonDays = 365 };
        for (var customer = 0; customer < snapshot.Customers.Count; customer++)
        {
            if (chance.NextInt(4) > 0)
            {
                scores.Chance[customer] = chance.NextInt(11) / 10f;
                scores.ValueMinor[customer] = chance.NextInt(30_000);
            }
        }

        return CustomerFacts.Of(snapshot, CustomerSummaries.Of(snapshot, CancellationToken.None), scores, AsOf, CancellationToken.None);
    }

    public static SegmentRule Rule(SeededRandom chance, int depth = 1) => new()
    {
        Any = chance.NextInt(2) == 0,
        Conditions = [.. Enumerable.Range(0, chance.NextInt(4)).Select(_ => Condition(chance))],
        Groups = depth == SegmentRule.MostDepth ? [] : [.. Enumerable.Range(0, chance.NextInt(3)).Select(_ => Rule(chance, depth + 1))],
    };

    private static SegmentCondition Condition(SeededRandom chance)
    {
        var field = (SegmentField)chance.NextInt(Enum.GetValues<SegmentField>().Length);
        var comparison = SegmentFields.OperatorsOf(field)[chance.NextInt(2)];
        if (chance.NextInt(10) == 0)
        {
            return new SegmentCondition(field, comparison);
        }

        return field switch
        {
            SegmentField.Spend => new SegmentCondition(field, comparison, Number: chance.NextInt(400)),
            SegmentField.Orders => new SegmentCondition(field, comparison, Number: chance.NextInt(8)),
            SegmentField.AverageOrder => new SegmentCondition(field, comparison, Number: chance.NextInt(60)),
            SegmentField.DaysSinceLast => new SegmentCondition(field, comparison, Number: chance.NextInt(400)),
            SegmentField.FirstOrder or SegmentField.LastOrder => new SegmentCondition(field, comparison, Day: new DateOnly(2010, 11, 1).AddDays(chance.NextInt(420))),
            SegmentField.Country => new SegmentCondition(field, comparison, Text: $"Country {chance.NextInt(4)}"),
            SegmentField.Category => new SegmentCondition(field, comparison, Text: $"k{chance.NextInt(3)}"),
            SegmentField.Product => new SegmentCondition(field, comparison, Text: $"p{chance.NextInt(6)}"),
            SegmentField.Group => new SegmentCondition(field, comparison, Text: ((SegmentName)chance.NextInt(11)).ToString()),
            SegmentField.Chance => new SegmentCondition(field, comparison, Number: chance.NextInt(11) / 10.0),
            _ => new SegmentCondition(field, comparison, Number: chance.NextInt(300)),
        };
    }
}

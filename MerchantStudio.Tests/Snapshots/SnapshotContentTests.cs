using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Tests.Snapshots;

public sealed class SnapshotContentTests
{
    private static readonly Gen<SnapshotRow> s_row =
        from customer in Gen.Elements(null, "c1", "c2", "ü3", "17850", "")
        from visitor in Gen.Elements(null, null, "v1", "v2")
        from item in Gen.Elements(null, "p1", "p2", "p3", "p\U0001F600", "p\uE000")
        from kind in Gen.Elements(InteractionKind.Purchase, InteractionKind.Refund, InteractionKind.ViewItem, InteractionKind.AddToCart)
        from time in Gen.Choose(0, 200)
        from quantity in Gen.Choose(-3, 5)
        from amount in Gen.Choose(-1000, 1000)
        from session in Gen.Elements(null, null, "s1", "s2")
        from order in Gen.Elements(null, "o1", "o2")
        from country in Gen.Elements(null, "GB", "CN")
        from isEvent in Gen.Elements(true, false)
        from plan in Gen.Elements(null, null, "gold", "silver")
        from other in Gen.Elements(null, "A", "茶")
        select new SnapshotRow
        {
            CustomerKey = customer, VisitorKey = visitor, ItemKey = item, Kind = kind, Time = time * 60_000L, Quantity = quantity,
            AmountMinor = amount, SessionKey = session, OrderKey = order, Country = country, IsEvent = isEvent, Own = OwnOf(plan, other),
        };

    [Fact]
    public void Write_OfAnyRows_ShowsWhatAPlainQueryShows() =>
        Prop.ForAll(s_row.ListOf().Select(rows => rows.ToArray()).ToArbitrary(), Matches).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Write_OfTheSameContent_GivesTheSameFingerprintWhateverTheVersion()
    {
        SnapshotRow row = new() { CustomerKey = "c", ItemKey = "p", AmountMinor = 5, Time = 7 };
        using var one = SnapshotFile.Of(row);
        var builder = new SnapshotBuilder(new SnapshotShop(1, "GBP", "Etc/UTC", DataVersion: 9));
        builder.Add(row);
        using var other = new SnapshotFile(builder);
        using var different = SnapshotFile.Of(row with { AmountMinor = 6 });
        other.Snapshot.Header.Fingerprint.ShouldBe(one.Snapshot.Header.Fingerprint);
        different.Snapshot.Header.Fingerprint.ShouldNotBe(one.Snapshot.Header.Fingerprint);
    }

    [Fact]
    public void Write_OfNothing_GivesAnEmptySnapshot()
    {
        using var file = SnapshotFile.Of();
        file.Snapshot.RowCount.ShouldBe(0);
        file.Snapshot.CustomerOffsets.ToArray().ShouldBe([0]);
        file.Snapshot.Header.FromUtc.ShouldBeNull();
    }

    [Fact]
    public void Write_InPartsOfAFewRows_GivesTheSameBytesAsAtOnce() =>
        Prop.ForAll(s_row.ListOf().Select(rows => rows.ToArray()).ToArbitrary(), PartsMatch).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static bool PartsMatch(SnapshotRow[] rows)
    {
        var folder = Directory.CreateTempSubdirectory("snapshot").FullName;
        var contents = new[] { 1, 7, 1 << 18 }.Select(partRows =>
        {
            var builder = new SnapshotBuilder(new SnapshotShop(1, "GBP", "Etc/UTC"), Path.Combine(folder, "rows"), partRows);
            foreach (var row in rows)
            {
                builder.Add(row);
            }

            var path = Path.Combine(folder, $"{partRows}");
            _ = builder.Write(path);
            return Convert.ToHexString(File.ReadAllBytes(path));
        }).ToList();
        Directory.GetFiles(folder).Length.ShouldBe(3, "temporary files stay");
        Directory.Delete(folder, recursive: true);
        contents.Distinct().ShouldHaveSingleItem();
        return true;
    }

    private static bool Matches(SnapshotRow[] rows)
    {
        using var file = SnapshotFile.Of(rows);
        var shown = Enumerable.Range(0, file.Snapshot.RowCount).Select(row => Show(file.Snapshot, row)).ToList();
        shown.ShouldBe(PlainQuery(rows));
        OffsetsAgree(file.Snapshot);
        return true;
    }

    private static Dictionary<string, string>? OwnOf(string? plan, string? other) => (plan, other) switch
    {
        (null, null) => null,
        (null, _) => new() { ["other"] = other! },
        (_, null) => new() { ["Plan"] = plan },
        _ => new() { ["plan"] = plan, ["other"] = other },
    };

    private static string? OwnAt(Snapshot s, string name, int row) =>
        s.OwnNumber(name) is >= 0 and var own && s.RowOwn[(row * s.OwnNames.Count) + own] is >= 0 and var code ? s.OwnTexts(own)[code] : null;

    private static string Show(Snapshot s, int row)
    {
        var customer = s.RowCustomer[row] < 0 ? "-" : s.Customers.Keys[s.RowCustomer[row]];
        var item = s.RowItem[row] < 0 ? "-" : s.Items.Keys[s.RowItem[row]];
        var country = s.Attribute(RowAttribute.Country)?[row] ?? "-";
        return $"{customer}|{s.RowTime[row]}|{item}|{s.RowKind[row]}|{s.RowQuantity[row]}|{s.RowAmount[row]}|{country}|{OwnAt(s, "plan", row)}|{OwnAt(s, "other", row)}";
    }

    /// <summary>The rows as a query over a table of them would give them.</summary>
    private static List<string> PlainQuery(SnapshotRow[] rows)
    {
        var owners = rows.Where(row => row.VisitorKey != null && row.CustomerKey != null)
            .GroupBy(row => row.VisitorKey!)
            .ToDictionary(group => group.Key, group => group.MinBy(row => row.Time).CustomerKey!);
        string? Owner(SnapshotRow row) => row.CustomerKey
            ?? (row.VisitorKey is null ? null : owners.TryGetValue(row.VisitorKey, out var owner) ? owner : "visitor:" + row.VisitorKey);
        return [.. rows.OrderBy(row => Owner(row) is null)
            .ThenBy(row => Owner(row) ?? "", Comparer<string>.Create(ByUtf8))
            .ThenBy(row => row.Time)
            .Select(row => $"{Owner(row) ?? "-"}|{row.Time}|{row.ItemKey ?? "-"}|{row.Kind}|{row.Quantity}|{row.AmountMinor}|{row.Country ?? "-"}|{row.Own?.GetValueOrDefault("plan") ?? row.Own?.GetValueOrDefault("Plan")}|{row.Own?.GetValueOrDefault("other")}")];
    }

    private static int ByUtf8(string a, string b) =>
        System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b));

    private static void OffsetsAgree(Snapshot s)
    {
        for (var customer = 0; customer < s.Customers.Count; customer++)
        {
            s.RowCustomer[s.RowsOf(customer)].ToArray().ShouldAllBe(owner => owner == customer);
            s.Customers.Find(s.Customers.Keys[customer]).ShouldBe(customer);
        }

        s.RowCustomer[s.RowsWithoutCustomer].ToArray().ShouldAllBe(owner => owner == -1);
        s.Items.Find("not there").ShouldBe(-1);
        for (var item = 0; item < s.Items.Count; item++)
        {
            s.Items.Find(s.Items.Keys[item]).ShouldBe(item);
        }
    }
}

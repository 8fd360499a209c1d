using MerchantStudio.Core.Storage.Events;

namespace MerchantStudio.Tests.Storage.Events;

public sealed class EventKeySetTests
{
    [Fact]
    public void Add_OfMoreKeysThanMemoryHolds_TellsNewFromKnownAsASetDoes()
    {
        var folder = Directory.CreateTempSubdirectory("keys").FullName;
        var files = 0;
        var chance = new Random(7);
        using (var keys = new EventKeySet(() => Path.Combine(folder, $"{files++}.tmp"), limit: 64))
        {
            var known = new HashSet<long>();
            var isNew = new bool[100];
            for (var round = 0; round < 40; round++)
            {
                var added = Enumerable.Range(0, 100).Select(_ => (long)chance.Next(-1500, 1500) * 0x9E3779B97F4A7C1L).ToArray();
                keys.Add(added, isNew);
                isNew.ShouldBe(added.Select(known.Add));
            }

            files.ShouldBeGreaterThan(20);
        }

        Directory.GetFiles(folder).ShouldBeEmpty();
        Directory.Delete(folder);
    }

    [Fact]
    public void MayHave_OfKeysThatWereAdded_IsAlwaysTrue()
    {
        var chance = new Random(3);
        var keys = Enumerable.Range(0, 100_000).Select(_ => chance.NextInt64()).ToArray();
        var filter = new KeyFilter();
        filter.Add(keys);
        keys.ShouldAllBe(key => filter.MayHave(key));
        Enumerable.Range(0, 100_000).Count(_ => filter.MayHave(chance.NextInt64())).ShouldBeLessThan(1000);
    }
}

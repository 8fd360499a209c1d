using MerchantStudio.Core.Domain;

namespace MerchantStudio.Tests.Domain;

public sealed class InteractionKindsTests
{
    [Fact]
    public void TryParse_EveryKnownName_GivesTheKindWithThatName()
    {
        foreach (var name in InteractionKinds.Known)
        {
            InteractionKinds.TryParse(name, out var kind).ShouldBeTrue(name);
            InteractionKinds.NameOf(kind).ShouldBe(name);
        }
    }

    [Fact]
    public void Known_Always_CoversEveryFixedKind()
    {
        var fixedKinds = Enum.GetValues<InteractionKind>().Where(kind => kind < InteractionKind.FirstCustom);
        fixedKinds.ShouldAllBe(kind => InteractionKinds.NameOf(kind) != null);
    }
}

using System.Reflection;
using MerchantStudio.Core.Storage.Engines;
using Xunit.Sdk;
using Xunit.v3;

namespace MerchantStudio.Tests.Storage;

/// <summary>Runs a theory once per storage engine; its only argument is the engine's name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StorageEnginesAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. StorageEngineCatalog.Names.Select(name => new TheoryDataRow<string>(name))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

using MerchantStudio.Tests.Browser;
using MerchantStudio.Tests.Support;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace MerchantStudio.Tests.Support;

/// <summary>The browser's stories go one after another and take the longest of all: begun last, they would end long after the rest.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName != BrowserCollection.Name)];
}

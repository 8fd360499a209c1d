using MerchantStudio.Core.Storage.Engines.PostgreSql;
using MerchantStudio.Core.Storage.Engines.Sqlite;

namespace MerchantStudio.Core.Storage.Engines;

/// <summary>Every storage engine; one line each.</summary>
public static class StorageEngineCatalog
{
    public static IReadOnlyList<IStorageEngine> All { get; } =
    [
        new SqliteEngine(),
        new PostgreSqlEngine(),
    ];

    public static IEnumerable<string> Names => All.Select(engine => engine.Name);

    public static IStorageEngine? Find(string name) => All.FirstOrDefault(engine => engine.Name == name);
}

using MerchantStudio.Core.Storage.People;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>What every run needs around its work.</summary>
public sealed class RunServices(
    RunLedger ledger, RunJournalStore journals, RunProgressHub hub, RunCancellation cancellation, RunFolders folders, AuditLog audit, TimeProvider time)
{
    public RunLedger Ledger => ledger;

    public RunJournalStore Journals => journals;

    public RunProgressHub Hub => hub;

    public RunCancellation Cancellation => cancellation;

    public RunFolders Folders => folders;

    public AuditLog Audit => audit;

    public TimeProvider Time => time;

    /// <summary>Bytes that one fit may hold; a model that would need more is refused before it begins.</summary>
    public long MemoryLimit { get; private init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>The same with another limit.</summary>
    public RunServices WithMemoryLimit(long bytes) => new(ledger, journals, hub, cancellation, folders, audit, time) { MemoryLimit = bytes };
}

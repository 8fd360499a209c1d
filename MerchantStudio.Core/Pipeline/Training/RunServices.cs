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
}

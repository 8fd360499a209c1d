using System.CommandLine;

namespace MerchantStudio.Commands;

/// <summary>Every verb of the command line. A new one is a file here and one line below.</summary>
internal static class CommandCatalog
{
    public static IReadOnlyList<Func<Command>> All { get; } =
    [
        ImportCommand.Create,
        DemoCommand.Create,
        TrainCommand.Create,
        RecommendCommand.Create,
        ChurnCommand.Create,
        LtvCommand.Create,
        IntentCommand.Create,
        SegmentsCommand.Create,
        ActionsCommand.Create,
        EngineCommand.Create,
        OverviewCommand.Create,
        CustomerCommand.Create,
        FunnelCommand.Create,
        RetentionCommand.Create,
        KpisCommand.Create,
        ConversionCommand.Create,
        PathsCommand.Create,
        PasswordLinkCommand.Create,
    ];
}

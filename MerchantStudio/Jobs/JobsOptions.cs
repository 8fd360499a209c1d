using Microsoft.Extensions.Options;

namespace MerchantStudio.Jobs;

/// <summary>How background work is scheduled. Section <c>MerchantStudio:Jobs</c>.</summary>
public sealed class JobsOptions
{
    public const string Section = "MerchantStudio:Jobs";

    /// <summary>Several processes share one database and hand each other work. Needs PostgreSQL. Default false.</summary>
    public bool Clustered { get; set; }

    /// <summary>Jobs of all kinds that may run at the same time in this process. Default 4, from 1 to 64.</summary>
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>How often a process of a cluster says that it is alive, in seconds. Default 10, from 1 to 300.</summary>
    public int CheckinSeconds { get; set; } = 10;

    /// <summary>Whether this process works on the queue, or only shows it. Default true.</summary>
    public bool Work { get; set; } = true;
}

internal sealed class JobsOptionsValidator : IValidateOptions<JobsOptions>
{
    public ValidateOptionsResult Validate(string? name, JobsOptions options)
    {
        var problems = new List<string>();
        Check(problems, nameof(JobsOptions.MaxConcurrency), options.MaxConcurrency, 1, 64);
        Check(problems, nameof(JobsOptions.CheckinSeconds), options.CheckinSeconds, 1, 300);
        return problems.Count > 0 ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }

    private static void Check(List<string> problems, string key, int value, int from, int to)
    {
        if (value < from || value > to)
        {
            problems.Add($"{JobsOptions.Section}:{key} must be from {from} to {to}, but is {value}.");
        }
    }
}

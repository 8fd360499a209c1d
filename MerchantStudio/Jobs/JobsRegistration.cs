using System.Data.Common;
using MerchantStudio.Components.Pages.Training;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Storage;
using MerchantStudio.Core.Storage.Engines;
using MerchantStudio.State;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;

namespace MerchantStudio.Jobs;

internal static class JobsRegistration
{
    /// <summary>Adds background work on Quartz, its queue and schedules kept in the database of the record.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<JobsOptions>().Bind(configuration.GetSection(JobsOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JobsOptions>, JobsOptionsValidator>());
        services.Replace(ServiceDescriptor.Singleton<ITrainingQueue, QuartzTrainingQueue>());
        services.TryAddSingleton<IScoringQueue, QuartzScoringQueue>();
        services.TryAddSingleton<IScheduleClock, QuartzScheduleClock>();
        services.AddSingleton<IRunningWorkSource, TrainingWorkSource>();
        services.AddScoped<TrainingText>();
        // Which driver and how many threads is settled while services are registered, before options can be asked for.
        var options = configuration.GetSection(JobsOptions.Section).Get<JobsOptions>() ?? new JobsOptions();
        var engine = configuration[StorageOptions.Section + ":Engine"] ?? new StorageOptions().Engine;
        services.AddQuartz(quartz => Configure(quartz, engine, options));
        // Abandoned runs are marked before the first job of this process touches the ledger.
        services.AddHostedService<TrainingRecoveryService>();
        if (options.Work)
        {
            services.AddHostedService<ScoringClock>();
            services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        }
        return services;
    }

    private static void Configure(IQuartzBuilder quartz, string engine, JobsOptions options)
    {
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = "MerchantStudio";
            scheduler.GenerateInstanceId = options.Clustered;
            // A stop of the program interrupts the run, which is then marked and can be resumed.
            scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
        });
        quartz.UseDefaultThreadPool(options.MaxConcurrency);
        quartz.AddJobListener<RunLedgerListener>([]);
        quartz.UsePersistentStore(store =>
        {
            UseDatabase(store, engine);
            store.ProvisionSchema();
            store.ConfigureStore(ado => ado.StoreJobDataAsStrings = true);
            if (options.Clustered)
            {
                store.UseClustering(cluster => cluster.CheckinInterval = TimeSpan.FromSeconds(options.CheckinSeconds));
            }
        });
    }

    private static void UseDatabase(IPersistentStoreBuilder store, string engine)
    {
        switch (engine)
        {
            case "sqlite":
                store.UseSqlite(source => source.DataSourceFactory = services => Source(services, SqliteFactory.Instance));
                break;
            case "postgresql":
                store.UsePostgres(source => source.DataSourceFactory = services => Source(services, NpgsqlFactory.Instance));
                break;
            default:
                throw new InvalidOperationException($"Jobs cannot be kept in the storage engine '{engine}'.");
        }
    }

    private static DbDataSource Source(IServiceProvider services, DbProviderFactory factory) =>
        factory.CreateDataSource(services.GetRequiredService<IStorageEngine>().BuildConnectionString(
            services.GetRequiredService<IOptions<StorageOptions>>().Value, services.GetRequiredService<DataFolder>()));
}

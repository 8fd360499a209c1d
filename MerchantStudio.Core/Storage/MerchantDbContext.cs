using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Identity;
using MerchantStudio.Core.Storage.Model;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage;

/// <summary>
/// The relational record. Each engine derives its own context with its own migrations. Take one per operation from
/// <see cref="IDbContextFactory{TContext}"/> of this type. Events are kept beside it, in segment files.
/// </summary>
public abstract class MerchantDbContext(DbContextOptions options)
    : IdentityDbContext<StudioUser, IdentityRole<int>, int>(options)
{
    public DbSet<Shop> Shops => Set<Shop>();
    public DbSet<ShopMembership> ShopMemberships => Set<ShopMembership>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<PasswordReset> PasswordResets => Set<PasswordReset>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<Customer> Customers => Set<Customer>();
    public DbSet<Product> Products => Set<Product>();
    public DbSet<Order> Orders => Set<Order>();
    public DbSet<OrderLine> OrderLines => Set<OrderLine>();
    public DbSet<Review> Reviews => Set<Review>();

    public DbSet<ImportBatch> ImportBatches => Set<ImportBatch>();
    public DbSet<ImportChange> ImportChanges => Set<ImportChange>();
    public DbSet<ImportClaim> ImportClaims => Set<ImportClaim>();
    public DbSet<SavedMapping> SavedMappings => Set<SavedMapping>();

    public DbSet<TrainingRun> TrainingRuns => Set<TrainingRun>();
    public DbSet<RunLogLine> RunLogLines => Set<RunLogLine>();
    public DbSet<RunMetric> RunMetrics => Set<RunMetric>();
    public DbSet<ModelVersion> ModelVersions => Set<ModelVersion>();
    public DbSet<Schedule> Schedules => Set<Schedule>();

    public DbSet<CustomerNote> CustomerNotes => Set<CustomerNote>();
    public DbSet<ScoreSet> ScoreSets => Set<ScoreSet>();
    public DbSet<CustomerScore> CustomerScores => Set<CustomerScore>();
    public DbSet<ScoringFailure> ScoringFailures => Set<ScoringFailure>();
    public DbSet<PredictionSettings> PredictionSettings => Set<PredictionSettings>();
    public DbSet<SavedSegment> SavedSegments => Set<SavedSegment>();
    public DbSet<CustomerAction> CustomerActions => Set<CustomerAction>();
    public DbSet<CustomerActionMember> CustomerActionMembers => Set<CustomerActionMember>();

    public DbSet<SavedFunnel> SavedFunnels => Set<SavedFunnel>();
    public DbSet<ConversionGoal> ConversionGoals => Set<ConversionGoal>();
    public DbSet<GoalAlert> GoalAlerts => Set<GoalAlert>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcMillisecondsConverter>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        ShopModel.Configure(builder);
        PeopleModel.Configure(builder);
        RecordModel.Configure(builder);
        ImportModel.Configure(builder);
        TrainingModel.Configure(builder);
        CustomerWorkModel.Configure(builder);
        ConversionModel.Configure(builder);
    }
}

using Hub.Core.Tasks;
using Hub.Core.Trust;
using Hub.Postal;
using Hub.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.AcceptanceTests.Http;

public sealed class TaskMetricsTests(HubApp hub) : IClassFixture<HubApp>
{
    [Fact]
    public async Task The_figures_tell_how_many_tasks_wait_and_how_many_are_overdue_by_whose_they_are()
    {
        var now = TimeProvider.System.GetUtcNow();
        await hub.App.Services.GetRequiredService<ITasks>().OpenAsync(
            [Of(1, Role.Operator, now.AddHours(-1)), Of(2, Role.Operator, now.AddDays(1)), Of(3, PostalDescriptor.Role, now.AddDays(1))], CancellationToken.None);

        var lines = (await hub.GetAsync("/metrics", Role.Operator)).Text.Split('\n');

        Assert.Contains("hub_tasks_open{owner=\"operator\"} 2", lines);
        Assert.Contains("hub_tasks_open{owner=\"postal-operator\"} 1", lines);
        Assert.Contains("hub_tasks_overdue{owner=\"operator\"} 1", lines);
        Assert.Contains("hub_tasks_overdue{owner=\"postal-operator\"} 0", lines);
    }

    private static WorkTask Of(int no, string owner, DateTimeOffset due) =>
        new(Guid.CreateVersion7(due), "parcel-silent", $"P-{no}", null, owner, "vnpost", due.AddDays(-2), due, "Việc", "Task");
}

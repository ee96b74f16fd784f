using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Core.Lanes;
using Hub.Core.Trust;
using Hub.Postal.Telling;
using Hub.Tests;
using Hub.Tests.Http;
using Hub.Transports.RabbitMq;
using Xunit;

namespace Hub.AcceptanceTests.Infra;

/// <summary>Dashboard and alerts ask only for figures that the running hub has.</summary>
public sealed partial class DashboardTests(HubApp hub) : IClassFixture<HubApp>
{
    private static readonly string Folder = Path.Combine(Repository.Root, "infra/dashboards");

    [Fact]
    public async Task Every_metric_that_is_asked_for_is_one_that_the_hub_exposes()
    {
        var exposed = await ExposedAsync();

        var asked = Expressions().SelectMany(expression => Metric().Matches(expression).Select(match => match.Value)).Distinct().ToList();

        Assert.True(asked.Count > 8);
        Assert.Empty(asked.Except(exposed));
    }

    [Fact]
    public async Task Every_family_of_the_hub_is_shown()
    {
        var text = string.Concat(Expressions());
        var families = (await ExposedAsync()).Select(name => Suffix().Replace(name, "")).Distinct();

        Assert.DoesNotContain(families, family => !text.Contains(family, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_alert_is_readable_and_names_the_page_of_its_name()
    {
        var rules = AlertRules.Prometheus;

        Assert.Equal(File.ReadAllLines(Path.Combine(Folder, "alerts.yml")).Count(line => line.Contains("- alert:", StringComparison.Ordinal)), rules.Count);
        Assert.DoesNotContain(rules, rule => rule.Runbook != $"infra/runbooks/{rule.Name}.md");
        Assert.Equal(rules.Count, rules.Select(rule => rule.Name).Distinct().Count());
    }

    [Fact]
    public void A_hub_that_is_no_target_any_more_raises_the_alert_too()
    {
        var down = AlertRules.Prometheus.Single(rule => rule.Name == "hub-down").Expression;

        var job = Job().Match(File.ReadAllText(Path.Combine(Folder, "README.md"))).Groups[1].Value;
        Assert.Contains($"up{{job=\"{job}\"}}) == 0 or absent(up{{job=\"{job}\"}})", down, StringComparison.Ordinal);
        Assert.EndsWith("or absent(hub_lane_dead)", down, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Expressions() => Panels().Concat(AlertRules.Prometheus.Select(rule => rule.Expression));

    private static List<string> Panels()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "hub.grafana.json")));
        return [.. from panel in dashboard.RootElement.GetProperty("panels").EnumerateArray()
                   from target in panel.GetProperty("targets").EnumerateArray()
                   select target.GetProperty("expr").GetString()!];
    }

    // What has counted already stands on the page; what has not is known from its instrument, under the name that the page would give it.
    private async Task<HashSet<string>> ExposedAsync()
    {
        RuntimeHelpers.RunClassConstructor(typeof(LaneTelemetry).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(RabbitMqTelemetry).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(PostalTelemetry).TypeHandle);
        await hub.PostEventAsync("{}");
        var page = await hub.GetAsync("/metrics", Role.Operator);
        var names = Family().Matches(page.Text).SelectMany(match => Series(match.Groups[1].Value, match.Groups[2].Value == "histogram")).ToHashSet();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith("Hub.", StringComparison.Ordinal))
                {
                    var isHistogram = instrument is Histogram<double>;
                    names.UnionWith(Series(instrument.Name.Replace('.', '_') + (isHistogram ? "_seconds" : instrument is Gauge<double> or Gauge<long> ? "" : "_total"), isHistogram));
                }
            },
        };
        listener.Start();
        return names;
    }

    private static IEnumerable<string> Series(string name, bool isHistogram) => isHistogram ? [$"{name}_bucket", $"{name}_sum", $"{name}_count"] : [name];

    [GeneratedRegex(@"\bhub_[a-z_]+\b")]
    private static partial Regex Metric();

    [GeneratedRegex(@"job_name: (\S+)")]
    private static partial Regex Job();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();

    [GeneratedRegex("^# TYPE (hub_[a-z_]+) ([a-z]+)$", RegexOptions.Multiline)]
    private static partial Regex Family();
}

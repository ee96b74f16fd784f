using System.Reflection;
using Hub.CaseSystem;
using Hub.Core.Lanes;
using Hub.NationalPortal;
using Xunit;

namespace Hub.AcceptanceTests.Architecture;

public sealed class RunbookTests
{
    [Fact]
    public void Every_dead_letter_code_has_its_line_in_the_runbook()
    {
        var runbook = File.ReadAllText(Path.Combine(Repository.Root, "infra/runbooks/README.md"));
        var heart = typeof(ReasonCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        var codes = heart.Concat(NationalPortalReasons.Sentences.Keys).Concat(CaseSystemCodes.Meanings.Keys).Append("kpi-…").ToList();

        Assert.True(codes.Count > 15);
        Assert.DoesNotContain(codes, code => !runbook.Contains($"| `{code}` |", StringComparison.Ordinal));
    }
}

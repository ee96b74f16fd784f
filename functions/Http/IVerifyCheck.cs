using Hub.Core.Trust;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>Something of a party's that must hold over all that is stored; <c>hub verify</c> asks for each.</summary>
internal interface IVerifyCheck
{
    /// <summary>A word: <c>ledger</c>.</summary>
    string Name { get; }

    /// <summary>It compares the settings with what is stored, and costs little: <c>hub doctor</c> asks for it too.</summary>
    bool IsOfSettings => false;

    /// <summary>What does not hold, without personal data; empty when all is well.</summary>
    Task<IReadOnlyList<string>> FaultsAsync(CancellationToken ct);
}

/// <summary>What the parties' own checks find.</summary>
internal sealed class VerifyCheckEndpoints(IEnumerable<IVerifyCheck> checks) : IEndpointGroup
{
    public void Map(RouteTable routes) => routes.Add(Access.To(Role.Operator, Role.Admin), new Operation(
        "verifyChecks", "verify", "Kiểm tra dữ liệu đang lưu / Checks of what is stored")
    {
        Method = "GET",
        Path = "/verify/checks",
        Parameters = [new("of", "settings: chỉ so thiết lập với dữ liệu / settings: only what compares the settings with what is stored", Values: ["settings"])],
        Problems = [ProblemKinds.InvalidRequest],
        Response = typeof(VerifyCheckList),
    }, async http =>
    {
        var query = new QueryReader(http.Request.Query);
        var isOfSettings = query.Word("of", ("settings", true)) is true;
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var found = new List<VerifyCheckView>();
        foreach (var check in checks.Where(check => !isOfSettings || check.IsOfSettings))
        {
            found.Add(new VerifyCheckView(check.Name, await check.FaultsAsync(http.RequestAborted)));
        }

        await http.JsonAsync(new VerifyCheckList(found), HubJson.Wire.VerifyCheckList);
    });
}

public sealed record VerifyCheckList(IReadOnlyList<VerifyCheckView> Checks);

/// <param name="Faults">Empty when all is well.</param>
public sealed record VerifyCheckView(string Name, IReadOnlyList<string> Faults);

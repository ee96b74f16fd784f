using Hub.Core.Transports;
using Hub.Core.Trust;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>What the broker itself gave up delivering.</summary>
internal sealed class BrokerDeadLetterEndpoints(IBrokerDeadLetters? letters = null) : IEndpointGroup
{
    private const string Tag = "dead letters";
    private const string Path = "/dead-letters/broker";

    public void Map(RouteTable routes)
    {
        routes.Add(Access.To(Role.Operator, Role.Admin), new Operation("listBrokerDeadLetters", Tag, "Thư mà hàng đợi trung gian không giao được / What the broker gave up delivering")
        {
            Method = "GET",
            Path = Path,
            Parameters = [Doc.Limit],
            Response = typeof(BrokerDeadLetterList),
            Problems = [ProblemKinds.InvalidRequest, ProblemKinds.NotFound, ProblemKinds.Unavailable],
        }, ListAsync);
        routes.Add(Access.To(Role.Operator, Role.Admin), new Operation("resendBrokerDeadLetters", Tag, "Gửi lại vào hàng đợi; cùng sự kiện chỉ được nhận một lần / Send them to their queues again; an event is accepted once")
        {
            Method = "POST",
            Path = Path + "/resend",
            Parameters = [Doc.Limit],
            Response = typeof(BrokerDeadLetterList),
            Problems = [ProblemKinds.InvalidRequest, ProblemKinds.NotFound, ProblemKinds.Unavailable],
        }, ResendAsync);
    }

    private Task ListAsync(HttpContext http) => AnswerAsync(http, static (broker, limit, ct) => broker.ListAsync(limit, ct));

    private Task ResendAsync(HttpContext http) => AnswerAsync(http, static (broker, limit, ct) => broker.ResendAsync(limit, ct));

    private async Task AnswerAsync(HttpContext http, Func<IBrokerDeadLetters, int, CancellationToken, Task<IReadOnlyList<BrokerDeadLetter>>> act)
    {
        var query = new QueryReader(http.Request.Query);
        var limit = query.Limit();
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        if (letters is null)
        {
            await http.ProblemAsync(new Problem(ProblemKinds.NotFound)
            {
                Text = (
                    "Hub này không dùng hàng đợi trung gian (thiết lập Transport), nên không có thư chưa gửi được của hàng đợi trung gian.",
                    "This hub uses no broker (setting Transport), so there are no dead letters of a broker."),
            });
            return;
        }

        try
        {
            await http.JsonAsync(new BrokerDeadLetterList(await act(letters, limit, http.RequestAborted)), HubJson.Wire.BrokerDeadLetterList);
        }
        catch (TransportUnavailableException away)
        {
            await http.ProblemAsync(new Problem(ProblemKinds.Unavailable)
            {
                Text = (
                    $"Không làm việc được với hàng đợi trung gian: {away.Message}",
                    $"The broker cannot be worked with: {away.Message}"),
            });
        }
    }
}

public sealed record BrokerDeadLetterList(IReadOnlyList<BrokerDeadLetter> DeadLetters);

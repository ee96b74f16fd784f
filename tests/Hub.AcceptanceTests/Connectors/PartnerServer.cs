using System.Text;
using WireMock;
using WireMock.Logging;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Settings;
using Xunit;

namespace Hub.AcceptanceTests.Connectors;

/// <summary>
/// A partner's web server that answers by rule and keeps what it was asked. It stands in for what a twin with a state should not know: answers that no partner
/// means to give, and the wording of each request. A twin still plays torn sockets and half answers.
/// </summary>
public sealed class PartnerServer : IDisposable
{
    private readonly WireMockServer _server = WireMockServer.Start(new WireMockServerSettings { Urls = ["http://127.0.0.1:0"] });

    public Uri Address => new(_server.Url! + "/");

    /// <summary>Everything asked since the last <see cref="Reset"/>, in its order.</summary>
    public IReadOnlyList<IRequestMessage> Asked => [.. _server.LogEntries.Select(entry => entry.RequestMessage!)];

    public IReadOnlyList<ILogEntry> Log => [.. _server.LogEntries];

    public void Reset() => _server.Reset();

    public IRespondWithAProvider Given(IRequestBuilder request) => _server.Given(request);

    public void Answer(string method, string path, string body, int status = 200, string type = "application/json; charset=utf-8") =>
        Given(Request.Create().UsingMethod(method).WithPath(path)).RespondWith(Response(body, status, type));

    public static IResponseBuilder Response(string body, int status = 200, string type = "application/json; charset=utf-8") => Response(Encoding.UTF8.GetBytes(body), status, type);

    public static IResponseBuilder Response(byte[] body, int status = 200, string type = "application/json; charset=utf-8") =>
        WireMock.ResponseBuilders.Response.Create().WithStatusCode(status).WithHeader("Content-Type", type).WithBody(body);

    public void Dispose() => _server.Dispose();
}

[CollectionDefinition(nameof(PartnerServer))]
public sealed class PartnerServerShared : ICollectionFixture<PartnerServer>;

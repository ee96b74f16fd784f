using Hub.Tests.Http;

namespace Hub.AcceptanceTests.Http;

/// <summary>A hub whose one postal operator has no interface of its own.</summary>
public sealed class DeskPostApp : HubApp
{
    protected override string[] Settings => ["--Post:Operators:ward-post:Dialect=desk"];
}

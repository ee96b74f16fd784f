using System.Text.Json.Nodes;
using Hub.Core.Trust;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Xunit;

namespace Hub.AcceptanceTests.Post;

/// <summary>Operators that speak for themselves: who took the result, and the money that is owed for it.</summary>
public abstract class ProofTests(PostCentre centre)
{
    [Fact]
    public async Task A_delivery_that_the_operator_tells_is_proven_and_its_fee_stands_on_the_remittance_list()
    {
        var booked = await centre.DeliveryBookedAsync("000.00.01.H40-261120-8701", fee: 54_321);
        await centre.AdvanceAsync(booked.Number);

        var delivered = await centre.StateAsync(booked.Number, ConsignmentState.Delivered);

        Assert.Equal(("Nguyễn Văn Demo", true), (delivered.Proof!.Name, delivered.Proof.IsAllowed));
        var told = Assert.Single((await centre.GetAsync("/feed?limit=1000", Role.CaseSystem)).Json.GetProperty("events").EnumerateArray(), each => each.GetProperty("type").GetString() == PostalEventTypes.ProofRecorded);
        Assert.Equal((booked.Number, 54_321), (told.GetProperty("data").GetProperty("number").GetString(), told.GetProperty("data").GetProperty("collected").GetInt32()));

        var at = delivered.StateAt.ToString("O");
        await OkAsync("/postal/remittances", new JsonObject { ["id"] = "NT-1", ["operator"] = PostCentre.Operator, ["at"] = at });
        var filled = await OkAsync($"/postal/remittances/{PostCentre.Operator}.NT-1/fill", new JsonObject { ["actId"] = "f-1", ["at"] = at });
        Assert.Equal((1, 54_321), (filled.GetProperty("count").GetInt32(), filled.GetProperty("total").GetInt32()));
    }

    private async Task<System.Text.Json.JsonElement> OkAsync(string path, JsonObject body)
    {
        var reply = await centre.SendAsync("POST", path, Role.CaseSystem, body.ToJsonString());
        Assert.True(reply.Status is 200 or 201, reply.Text);
        return reply.Json;
    }
}

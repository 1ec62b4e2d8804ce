using ActionSheets.Reference;
using ActionSheets.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ActionSheets.Sheets;

/// <summary>What a receipt proves, as a page: for anyone who holds its fingerprint.</summary>
[Access(Who.Anyone)]
public sealed class VerifyReceipt(Endpoint<VerifyReceipt> endpoint, ReceiptProofs proofs)
{
    private const string Route = "verifier/{sha256}";

    [Function(nameof(VerifyReceipt))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Route)] HttpRequest request, string sha256, CancellationToken cancellationToken) =>
        endpoint.RunPage(
            request,
            async _ => await proofs.Find(sha256, cancellationToken) is { } proof
                ? Page.Message(proof.Kind == ReceiptProof.Statement ? "Ce relevé est authentique" : "Ce reçu est authentique", Sentence(proof))
                : Page.Message("Ce reçu est inconnu", "Aucun dépôt, aucune réponse et aucun relevé ne portent cette empreinte.", StatusCodes.Status404NotFound),
            cancellationToken);

    private static string Sentence(ReceiptProof proof)
    {
        if (proof.Kind == ReceiptProof.Statement)
        {
            return $"Il prouve les engagements d'un territoire, établis le {French.Time(proof.At)}. " + (proof.State, proof.ReplacedAt) switch
            {
                (ReceiptState.InForce, _) => "Rien n'a changé depuis.",
                (_, { } at) => $"Un autre relevé l'a remplacé le {French.Time(at)}.",
                _ => "Ces engagements ont changé depuis.",
            };
        }

        var what = proof.Kind == ReceiptProof.Answer ? "Il prouve une réponse enregistrée" : "Il prouve une fiche déposée";
        var state = proof.State switch
        {
            ReceiptState.InForce => "Elle est en vigueur.",
            ReceiptState.Withdrawn => "Elle a été retirée depuis.",
            _ => proof.ReplacedAt is { } at ? $"Elle a été remplacée le {French.Time(at)}." : "Elle a été remplacée.",
        };
        return $"{what} le {French.Time(proof.At)}. {state}";
    }
}

"""Training steps of SASRec in PyTorch, on demand: the other side of the comparison "transformer-step".

Reads a number of steps a line, takes them, and answers with milliseconds per step. With --once N it takes N steps by
itself and prints one JSON line. Dropout off, one negative a place, binary cross-entropy, Adam (0.9, 0.98), float32.
"""
import argparse
import json
import sys
import time

import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm1 = nn.LayerNorm(width, eps=1e-8)
        self.norm2 = nn.LayerNorm(width, eps=1e-8)
        self.attention = nn.MultiheadAttention(width, heads, batch_first=True)
        self.feed = nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, width))

    def forward(self, x, causal):
        query = self.norm1(x)
        y = self.norm2(query + self.attention(query, x, x, attn_mask=causal, need_weights=False)[0])
        return y + self.feed(y)


class SasRec(nn.Module):
    def __init__(self, length, width, blocks, heads, items):
        super().__init__()
        self.scale = width ** 0.5
        self.item = nn.Embedding(items + 1, width, padding_idx=0)
        self.position = nn.Embedding(length, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(blocks))
        self.last = nn.LayerNorm(width, eps=1e-8)
        self.register_buffer("causal", torch.triu(torch.ones(length, length, dtype=torch.bool), 1))

    def forward(self, sequence, positive, negative):
        present = (sequence != 0).unsqueeze(-1)
        x = (self.item(sequence) * self.scale + self.position.weight) * present
        for block in self.blocks:
            x = block(x, self.causal) * present
        x = self.last(x)
        return (x * self.item(positive)).sum(-1), (x * self.item(negative)).sum(-1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--once", type=int, default=0)
    parser.add_argument("--sizes", type=int, nargs=6, default=[128, 50, 64, 2, 1, 3416], metavar="N",
                        help="batch length width blocks heads items")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    batch, length, width, blocks, heads, items = options.sizes
    model = SasRec(length, width, blocks, heads, items).to(options.device).train()
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, betas=(0.9, 0.98))
    loss_of = nn.BCEWithLogitsLoss()
    data = [torch.randint(1, items + 1, (3, batch, length), device=options.device) for _ in range(8)]

    def take(steps):
        start = time.perf_counter()
        for step in range(steps):
            p, n = model(*data[step % 8])
            loss = loss_of(p, torch.ones_like(p)) + loss_of(n, torch.zeros_like(n))
            adam.zero_grad(set_to_none=True)
            loss.backward()
            adam.step()
            loss.item()
        return (time.perf_counter() - start) * 1000 / steps

    if options.once:
        take(5)
        print(json.dumps({"peer": f"torch {torch.__version__}", "device": options.device, "msPerStep": round(take(options.once), 3)}))
        return
    print("ready", flush=True)
    for line in sys.stdin:
        print(take(int(line)), flush=True)


main()
